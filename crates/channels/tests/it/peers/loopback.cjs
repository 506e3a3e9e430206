// Loaded before a peer: whatever it listens on, it listens on loopback.
const { Server } = require('node:net');

const listen = Server.prototype.listen;
Server.prototype.listen = function (first, ...rest) {
  if (typeof first === 'object' && first !== null) return listen.call(this, { ...first, host: '127.0.0.1' }, ...rest);
  const others = rest.filter((argument) => typeof argument === 'function');
  return listen.call(this, first, '127.0.0.1', ...others);
};
