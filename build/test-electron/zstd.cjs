// For the test Electron alone, whose Node has no zstd: node:zlib gets the two streams that the engine uses, out of wasm.
// They hold everything until the end, unlike the real ones.
const { Transform } = require('node:stream')
const zlib = require('node:zlib')
const zstd = require('./zstd-wasm/index.node.js')

const ready = zstd.init()
/** Room for what is unpacked where its beginning does not say how much it is, in bytes. */
const room = { defaultHeapSize: 256 * 1024 * 1024 }

/** @param {(whole: Buffer) => Uint8Array} work */
function stream(work) {
  const parts = []
  return new Transform({
    transform(part, _encoding, next) {
      parts.push(part)
      next()
    },
    flush(next) {
      ready.then(() => next(null, Buffer.from(work(Buffer.concat(parts))))).catch(next)
    },
  })
}

zlib.createZstdCompress = () => stream((whole) => zstd.compress(whole, 3))
zlib.createZstdDecompress = () => stream((whole) => zstd.decompress(whole, room))
