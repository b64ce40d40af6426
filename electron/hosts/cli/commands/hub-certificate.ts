import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { writeFileAtomically } from '../../../engine/files/atomic-file'
import { systemClock, systemRandom } from '../../../machine/surroundings'
import { selfSigned } from '../../self-signed'
import { defineCommand } from '../command'
import { toldInFile } from '../private-file'
import { usage, wholeNumber } from '../usage'

/** The longest that every browser takes. */
const MOST_DAYS = 825
const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
const hostName = new RegExp(`^${label}(?:\\.${label})*$`, 'i')

/** @throws AppError `usage` */
function hostsIn(text: string): readonly [string, ...string[]] {
  const [first, ...others] = text.split(',').map((host) => host.trim())
  const hosts = [first ?? '', ...others] as const
  const wrong = hosts.find((host) => isIP(host) === 0 && !hostName.test(host))
  if (wrong !== undefined)
    throw usage(`--host 写域名或 IP 地址，不带 https:// 和端口；几个之间用逗号隔开：${wrong}`)
  return [hosts[0], ...hosts.slice(1)]
}

const certificate = defineCommand({
  name: 'hub certificate',
  summary: '没有证书机构发证书的，自制一张给“hub serve”用',
  options: {
    host: { value: 'NAME', help: '大家在浏览器里输入的域名或 IP 地址，几个用逗号隔开', required: true },
    cert: { value: 'F', help: '证书写到这个文件', required: true },
    key: { value: 'F', help: '私钥写到这个新文件，只有本人能读', required: true },
    days: { value: 'N', help: `有效几天，默认 397，至多 ${MOST_DAYS}` },
  },
  run: async (_ctx, { host, cert, key, days }) => {
    const hosts = hostsIn(host)
    const valid = days === undefined ? 397 : wholeNumber('days', days, 1, MOST_DAYS)
    const made = selfSigned({ hosts, now: systemClock.now(), days: valid }, systemRandom)
    // A key that is in use is never written over.
    await toldInFile(resolve(key), async () => made.key.trimEnd())
    writeFileAtomically(resolve(cert), made.cert, 0o644)
    return {
      json: { cert, key, hosts, days: valid, fingerprint: made.fingerprint },
      text: [
        `证书写在 ${cert}，私钥写在 ${key}，有效 ${valid} 天；到期前再做一次。`,
        `启动：yuanba hub serve --cert ${cert} --key ${key} …`,
        '请在要打开平台的电脑上把这张证书加入受信任的根证书，否则浏览器会提示不安全。核对指纹（SHA-256）：',
        made.fingerprint,
      ].join('\n'),
    }
  },
})

export const hubCertificateCommands = [certificate]
