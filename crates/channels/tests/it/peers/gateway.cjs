// An SMPP server of npm `smpp`: PORT on the command line, orders as lines of JSON on standard input, what it sees as
// lines of JSON on standard output. Orders: {mode: 'ok'|'throttled'|'badNumber'|'silent'|'cut'} for what it does with
// messages, {deliver: fields} for what it delivers (a Buffer is {hex}), {drop: true} ends the connections. A message is
// handed on to whoever else is bound, as if that were the handset.
const smpp = require('smpp');

let mode = 'ok';
let messages = 0;
const say = (line) => console.log(JSON.stringify(line));
const buffer = (value) => (value && value.hex !== undefined ? Buffer.from(value.hex, 'hex') : value);

const server = smpp.createServer((session) => {
  session.on('error', () => {});
  session.on('bind_transceiver', (pdu) => {
    const good = ['switch', 'kannel'].includes(pdu.system_id) && pdu.password === 'secret';
    say({ [pdu.system_id === 'kannel' ? 'kannel' : 'bind']: good });
    session.send(pdu.response(good ? {} : { command_status: smpp.ESME_RINVPASWD }));
    session.bound = good;
  });
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  session.on('unbind', (pdu) => session.send(pdu.response(), () => session.close()));
  session.on('submit_sm', (pdu) => {
    const { message, udh } = pdu.short_message;
    say({
      submit: {
        from: pdu.source_addr, fromTon: pdu.source_addr_ton, to: pdu.destination_addr, toTon: pdu.dest_addr_ton,
        coding: pdu.data_coding, class: pdu.esm_class, receipt: pdu.registered_delivery,
        text: Buffer.isBuffer(message) ? { hex: message.toString('hex') } : message,
        udh: udh ? udh.map((element) => Buffer.from(element).toString('hex')) : null,
      },
    });
    if (mode === 'throttled') return session.send(pdu.response({ command_status: smpp.ESME_RTHROTTLED }));
    if (mode === 'badNumber') return session.send(pdu.response({ command_status: smpp.ESME_RINVDSTADR }));
    if (mode === 'silent') return undefined;
    if (mode === 'cut') return session.destroy();
    messages += 1;
    const id = `m${messages}`;
    const answer = () => session.send(pdu.response({ message_id: id }));
    for (const other of server.sessions.filter((each) => each.bound && each !== session)) {
      const header = udh && Buffer.concat([Buffer.from([udh.reduce((sum, part) => sum + part.length, 0)]), ...udh]);
      deliver(other, {
        source_addr: pdu.source_addr, source_addr_ton: 1, source_addr_npi: 1,
        destination_addr: pdu.destination_addr, dest_addr_ton: 1, dest_addr_npi: 1,
        data_coding: pdu.data_coding, short_message: header ? { udh: header, message } : message,
      });
    }
    if (mode === 'receiptFirst') {
      const text = `id:${id} sub:001 dlvrd:001 submit date:2601010000 done date:2601010000 stat:DELIVRD err:000 text:x`;
      return deliver(session, { ...back(pdu), esm_class: 4, short_message: text }, answer);
    }
    return answer();
  });
});

const back = (pdu) => ({
  source_addr: pdu.destination_addr, source_addr_ton: 1, source_addr_npi: 1,
  destination_addr: pdu.source_addr, dest_addr_ton: 1, dest_addr_npi: 1,
});

function deliver(session, fields, then) {
  const pdu = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, buffer(value)]));
  session.deliver_sm(pdu, (answer) => {
    say({ delivered: answer.command_status });
    if (then) then();
  });
}

server.listen(Number(process.argv[2]), '127.0.0.1');

require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const order = JSON.parse(line);
  if (order.mode) mode = order.mode;
  for (const session of server.sessions.filter((each) => each.bound)) {
    if (order.deliver) deliver(session, order.deliver);
    if (order.drop) session.destroy();
  }
  say({ done: true });
});
