import { join } from 'node:path'
import { lineLog, systemRandom } from '../../../machine/surroundings'
import { serveLoopback } from '../../http'
import { defineCommand } from '../command'
import { stopSignal } from '../stop-signal'
import { wholeNumber } from '../usage'

const serve = defineCommand({
  name: 'serve',
  summary: '在本机浏览器里打开程序，打印只能用一次的地址',
  options: { port: { value: 'N', help: '端口，默认由系统选一个' } },
  run: async (ctx, { port }) => {
    const host = await serveLoopback({
      engine: ctx.openForWindow(),
      random: systemRandom,
      log: lineLog(ctx.notice),
      assets: join(__dirname, 'renderer'),
      port: port === undefined ? 0 : wholeNumber('port', port, 0, 65_535),
      notice: null,
    })
    return {
      json: { address: host.address },
      text: `院坝普法台已在本机启动，请用浏览器打开（此地址只能使用一次）：\n${host.address}\n按 Ctrl+C 停止。`,
      until: async () => {
        await stopSignal()
        await host.close()
      },
    }
  },
})

export const serveCommands = [serve]
