// For the test Electron alone, whose Node has no zstd: node:zlib gets the two streams that the engine uses, out of wasm.
// They hold everything until the end, unlike the real ones.
const { Transform } = require('node:stream')
const zlib = require('node:zlib')

let loaded
/** Not before the first stream: the real ones cost a start nothing either. */
const ready = () => {
  loaded ??= (async () => {
    const zstd = require('./zstd-wasm/index.node.js')
    await zstd.init()
    return zstd
  })()
  return loaded
}
/** Room for what is unpacked where its beginning does not say how much it is, in bytes. */
const room = { defaultHeapSize: 256 * 1024 * 1024 }

/** @param {(zstd: object, whole: Buffer) => Uint8Array} work */
function stream(work) {
  const parts = []
  return new Transform({
    transform(part, _encoding, next) {
      parts.push(part)
      next()
    },
    flush(next) {
      ready()
        .then((zstd) => next(null, Buffer.from(work(zstd, Buffer.concat(parts)))))
        .catch(next)
    },
  })
}

zlib.createZstdCompress = () => stream((zstd, whole) => zstd.compress(whole, 3))
zlib.createZstdDecompress = () => stream((zstd, whole) => zstd.decompress(whole, room))
