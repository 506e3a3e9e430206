// Signs with Twilio's own library: TOKEN and URL on the command line; on standard input the fields, as a JSON object,
// or the body, as a JSON string, whose hash then goes into the URL.
const { getExpectedBodyHash, getExpectedTwilioSignature } = require('twilio/lib/webhooks/webhooks');

const [token, url] = process.argv.slice(2);
const given = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
const isBody = typeof given === 'string';
const signed = isBody ? `${url}&bodySHA256=${getExpectedBodyHash(given)}` : url;
const signature = getExpectedTwilioSignature(token, signed, isBody ? {} : given);
console.log(JSON.stringify({ url: signed, signature }));
