// Makes the setup of a version before today's, around the stand-in: node windows-setup.mjs FOLDER VERSION. Standard output
// is the setup's path.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from '../../../build/packages/app.mjs'
import { writeSetup, writeStandIn } from '../../../build/packages/windows.mjs'

const [folder = '', version = ''] = process.argv.slice(2)
const program = join(folder, 'former')
mkdirSync(join(program, 'resources/former $INSTDIR'), { recursive: true })
await writeStandIn(join(program, `${app.executable}.exe`), version)
writeFileSync(join(program, 'resources/former $INSTDIR/former.txt'), 'only in the former version')
const file = await writeSetup({
  folder: program,
  out: join(folder, `former-${version}.exe`),
  version,
  quick: true,
})
process.stdout.write(file)
