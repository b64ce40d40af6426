// What Electron starts as the engine's process: dist/main/engine.cjs. Electron reads its first file through for what that
// exports, and for a large one keeps 11 MB of working memory for good. So the first file is this one.
import { createRequire } from 'node:module'
import { join } from 'node:path'

createRequire(__filename)(join(__dirname, '../engine-utility.cjs'))
