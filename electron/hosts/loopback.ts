// The app in a browser on this machine: the entry of dist/loopback.cjs, started by `npm start`.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { AppError } from '../../shared/errors'
import { sentenceFor } from '../../shared/messages'
import { createEngine, type Engine } from '../engine/create-engine'
import { requireFitSystem } from '../machine/fit-system'
import { lineLog, systemClock, systemRandom } from '../machine/surroundings'
import { type LoopbackHost, serveLoopback } from './http'
import { openPassingFolder } from './passing-folder'
import { mainOrWorker, readBeside, startWorker } from './worker-thread'

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      profile: { type: 'string' },
      port: { type: 'string', default: '0' },
      notice: { type: 'string' },
      'app-version': { type: 'string', default: '0' },
      'release-key': { type: 'string' },
    },
  })
  if (values.profile === undefined) throw new Error('--profile is required')
  requireFitSystem()
  const log = lineLog((line) => process.stderr.write(line))
  const surroundings = { clock: systemClock, random: systemRandom, log }
  const profile = values.profile
  const engineOver = (folder: string): Engine =>
    createEngine({
      profile: folder,
      appVersion: values['app-version'],
      ...(values['release-key'] === undefined ? {} : { releaseKey: values['release-key'] }),
      ...surroundings,
      passing: openPassingFolder(systemRandom),
      startWorker,
      readWorkbook: readBeside,
    })
  const engine = engineOver(profile)
  const served = {
    random: systemRandom,
    log,
    assets: join(__dirname, 'renderer'),
    notice: values.notice ?? null,
  }
  // Its address works once: who comes again gets a new host over the same folder.
  let practice: { readonly host: LoopbackHost; readonly engine: Engine } | undefined
  const closePractice = async (): Promise<void> => {
    const open = practice
    practice = undefined
    await open?.host.close()
    await open?.engine.close()
  }
  const openPractice = async (): Promise<string> => {
    await closePractice()
    const beside = engineOver(`${profile}-practice`)
    practice = { engine: beside, host: await serveLoopback({ ...served, engine: beside, practice: true }) }
    return practice.host.address
  }
  const host = await serveLoopback({ ...served, engine, port: Number(values.port), openPractice })
  process.stdout.write(`院坝普法台已在本机启动，请用浏览器打开（此地址只能使用一次）：\n${host.address}\n`)

  let closing = false
  const stop = () => {
    if (closing) return
    closing = true
    Promise.all([host.close(), engine.close(), closePractice()]).then(
      () => process.exit(0),
      (error: unknown) => {
        log.error('could not close', { error: String(error) })
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

mainOrWorker(() => {
  main().catch((error: unknown) => {
    process.stderr.write(`无法启动：${error instanceof AppError ? sentenceFor(error) : String(error)}\n`)
    process.exitCode = 1
  })
})
