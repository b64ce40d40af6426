import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../../../shared/errors'
import { isOpenToOthers } from '../../../hub/keys'
import { newMetrics } from '../../../hub/metrics'
import { openEmbeddedServing, openServing, type Serving } from '../../../hub/reach/serving'
import { openSeal, sealOf } from '../../../hub/sealed/seal'
import { lineLog, systemClock, systemRandom } from '../../../machine/surroundings'
import { type HubHostOptions, serveHub } from '../../hub'
import { serveMetrics } from '../../hub-metrics'
import { defineCommand } from '../command'
import { hubKeysAt, hubOptions, openHubStore } from '../hub-place'
import { stopSignal } from '../stop-signal'
import { usage, wholeNumber } from '../usage'

/** What “hub roles” writes: where the two roles connect, and 32 bytes that open what masks hide. */
const rolesFile = z.strictObject({ door: z.string(), reader: z.string(), values: z.base64() })

/** @throws AppError `file.unreadable` */
function textOf(path: string): string {
  try {
    return readFileSync(resolve(path), 'utf8')
  } catch (cause) {
    throw new AppError('file.unreadable', { file: path }, { cause })
  }
}

/** A file with a secret. @throws AppError `file.unreadable`, `usage` where others than its owner may read it */
function secretOf(path: string): string {
  const text = textOf(path)
  if (isOpenToOthers(resolve(path))) throw usage(`${path} 别人也能读，请先改成只有本人能读（chmod 600）`)
  return text
}

async function servingFrom(
  roles: string | undefined,
  embedded: string | undefined,
  folder: string | undefined,
): Promise<Serving> {
  if ((roles === undefined) === (embedded === undefined)) throw usage('--roles 和 --embedded 要写其中一个')
  if (roles === undefined) {
    const place = { database: undefined, embedded, folder }
    const seal = sealOf(hubKeysAt(place), systemRandom)
    return openEmbeddedServing(await openHubStore(place), systemRandom, seal)
  }
  const read = rolesFile.safeParse(jsonOf(secretOf(roles)))
  if (!read.success) throw usage(`${roles} 不是这一版“hub roles”写的文件，请再运行一次“hub roles”`)
  const { values, ...addresses } = read.data
  return openServing(addresses, openSeal(Buffer.from(values, 'base64'), systemRandom))
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const LOCAL = '127.0.0.1'
const isOwn = (host: string): boolean => [LOCAL, '::1', 'localhost'].includes(host)

/** How the page is reached: with a certificate of its own, or behind a proxy that was named. */
function speechOf(options: {
  readonly cert: string | undefined
  readonly key: string | undefined
  readonly 'behind-proxy': boolean
  readonly origin: string | undefined
  readonly host: string | undefined
}): Pick<HubHostOptions, 'tls' | 'origin'> {
  const { cert, key, origin } = options
  if (
    origin !== undefined &&
    (!URL.canParse(origin) || new URL(origin).origin !== origin || !origin.startsWith('https://'))
  )
    throw usage('--origin 应当是 https:// 开头、不带路径的地址')
  const named = origin === undefined ? {} : { origin }
  if (options['behind-proxy']) {
    if (cert !== undefined || key !== undefined)
      throw usage('--behind-proxy 时证书由代理管，不写 --cert 和 --key')
    if (origin === undefined) throw usage('--behind-proxy 时要写 --origin：大家在浏览器里输入的地址')
    return { tls: null, ...named }
  }
  if (cert === undefined || key === undefined)
    throw usage(
      '请用 --cert 和 --key 给出证书和私钥。没有证书的，先用“hub certificate --host 域名 --cert cert.pem --key key.pem”自制一张；由代理负责 HTTPS 的，写 --behind-proxy 和 --origin',
    )
  // A page is answered under its own address alone: without one nobody but this computer would be let in.
  if (origin === undefined && !isOwn(options.host ?? LOCAL))
    throw usage('--host 对外监听时要写 --origin：大家在浏览器里输入的地址')
  return { tls: { cert: textOf(cert), key: secretOf(key) }, ...named }
}

const serve = defineCommand({
  name: 'hub serve',
  summary: '把市（省）级库用 HTTPS 供领导和工作人员查看，只读',
  options: {
    roles: { value: 'F', help: '“hub roles”写的文件' },
    embedded: hubOptions.embedded,
    folder: hubOptions.folder,
    cert: { value: 'F', help: '证书（PEM，含中间证书）' },
    key: { value: 'F', help: '证书的私钥（PEM），只有本人能读' },
    'behind-proxy': { help: '由前面的代理负责 HTTPS，本程序只说 HTTP；要同时写 --origin' },
    origin: {
      value: 'URL',
      help: '大家在浏览器里输入的地址，如 https://pufa.example.gov.cn；不写就只有本机能打开',
    },
    host: { value: 'ADDRESS', help: '在哪个网络地址上监听，默认 127.0.0.1' },
    port: { value: 'N', help: '端口，默认 8443' },
    'metrics-port': { value: 'N', help: '在本机的这个端口上给 Prometheus 提供 /metrics' },
  },
  run: async (ctx, options) => {
    const speech = speechOf(options)
    const port = options.port === undefined ? 8443 : wholeNumber('port', options.port, 0, 65_535)
    const metricsPort = options['metrics-port']
    const serving = await servingFrom(options.roles, options.embedded, options.folder)
    const metrics = newMetrics()
    const host = await serveHub({
      serving,
      metrics,
      clock: systemClock,
      random: systemRandom,
      log: lineLog(ctx.notice),
      assets: join(__dirname, 'renderer'),
      listen: { host: options.host ?? LOCAL, port },
      notice:
        options.embedded === undefined
          ? null
          : '试用：内置数据库断电可能丢失刚写入的内容，各区之间也没有数据库身份的隔离。正式使用请接 PostgreSQL。',
      ...speech,
    })
    const counted =
      metricsPort === undefined
        ? undefined
        : await serveMetrics(
            { metrics, door: serving.door, clock: systemClock },
            { host: '127.0.0.1', port: wholeNumber('metrics-port', metricsPort, 0, 65_535) },
          )
    return {
      json: { address: host.origin, port: host.port, metricsPort: counted?.port ?? null },
      text: `平台已启动：${host.origin}\n按 Ctrl+C 停止。`,
      until: async () => {
        await stopSignal()
        await Promise.all([host.close(), counted?.close()])
        await serving.close()
      },
    }
  },
})

export const hubServeCommands = [serve]
