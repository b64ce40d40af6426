// The engine in a plain Node beside an Electron that is too old for the SQLite addon: tests and sandboxes only, the
// entry of dist/test-runtime/engine.cjs. No production bundle contains it.
import type { ToEngine } from '../../shared/wire'
import { serveEngine } from './serve-engine'

const engine = serveEngine(
  {
    send: (message) => process.send?.(message),
    receive: (listener) => process.on('message', (message) => listener(message as ToEngine)),
  },
  process.argv.slice(2),
)

// The main process is gone, in whatever way: give the profile back and end.
process.on('disconnect', () => {
  engine.close().then(
    () => process.exit(0),
    () => process.exit(1),
  )
})
