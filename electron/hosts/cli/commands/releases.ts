import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { z } from 'zod'
import { version as programVersion } from '../../../../package.json'
import { AppError } from '../../../../shared/errors'
import { updateSystemText } from '../../../../shared/update/fit'
import { updateLayout } from '../../../../shared/update/layout'
import {
  releaseKeyEntry,
  releaseKeySignatureEntry,
  updateArch,
  updatePlatform,
} from '../../../../shared/update/manifest'
import { isVersion } from '../../../../shared/update/version'
import { newestVersion } from '../../../engine/db/migrations'
import { writeFileAtomically } from '../../../engine/files/atomic-file'
import { packageName } from '../../../engine/update/kept'
import { makePackage, releaseKeyLine, succeedReleaseKey } from '../../../engine/update/make-package'
import { onlyLook, readPackage } from '../../../engine/update/read-package'
import { keyOfLine, type ReleaseKeyLink } from '../../../engine/update/release-chain'
import { defineCommand } from '../command'
import { usage } from '../usage'

const keyOption = { value: 'F', help: '发布私钥（PEM）', required: true } as const
const keysOption = 'DIR'

/** @throws AppError `file.unreadable` */
function textIn(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new AppError('file.unreadable', { file: basename(path) }, { cause })
  }
}

function privateKeyIn(path: string): KeyObject {
  const text = textIn(path)
  try {
    const key = createPrivateKey(text)
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // Said below, with what is wanted.
  }
  throw usage(`${basename(path)} 不是 Ed25519 私钥（PEM）`)
}

function publicLineIn(path: string): string {
  const line = textIn(path)
  if (keyOfLine(line) === undefined) throw usage(`${basename(path)} 不是一行 ssh-ed25519 公钥`)
  return line
}

const linkPaths = (folder: string, place: number) => ({
  line: join(folder, basename(releaseKeyEntry(place))),
  signature: join(folder, basename(releaseKeySignatureEntry(place))),
})

/** The keys that took over, as `update succeed` left them in a folder: `1.pub`, `1.pub.sig`, `2.pub`, … */
function linksIn(folder: string | undefined): readonly ReleaseKeyLink[] {
  const links: ReleaseKeyLink[] = []
  if (folder === undefined) return links
  for (let place = 1; ; place += 1) {
    const { line, signature } = linkPaths(folder, place)
    if (!existsSync(line)) return links
    links.push({ line: textIn(line), signature: textIn(signature) })
  }
}

const makeKey = defineCommand({
  name: 'update key',
  summary: '发布者：生成一对发布密钥；私钥自己保管，公钥写进程序',
  options: { out: { value: 'F', help: '私钥写到哪里；公钥写到 F.pub', required: true } },
  run: async (_ctx, { out }) => {
    const path = resolve(out)
    if (existsSync(path)) throw usage(`${basename(path)} 已经有了`)
    const { privateKey } = generateKeyPairSync('ed25519')
    writeFileAtomically(path, privateKey.export({ format: 'pem', type: 'pkcs8' }), 0o600)
    const line = releaseKeyLine(privateKey)
    writeFileAtomically(`${path}.pub`, line)
    return { json: { key: path, public: line.trimEnd() }, text: line.trimEnd() }
  },
})

const succeed = defineCommand({
  name: 'update succeed',
  summary: '发布者：用现在的发布密钥给接替它的公钥签名',
  options: {
    key: keyOption,
    successor: { value: 'F.pub', help: '接替的公钥', required: true },
    keys: { value: keysOption, help: '历次接替的公钥和签名放在哪个文件夹', required: true },
  },
  run: async (_ctx, { key, successor, keys }) => {
    const folder = resolve(keys)
    const place = linksIn(folder).length + 1
    const link = succeedReleaseKey(privateKeyIn(resolve(key)), publicLineIn(resolve(successor)))
    mkdirSync(folder, { recursive: true })
    const paths = linkPaths(folder, place)
    writeFileAtomically(paths.signature, link.signature)
    writeFileAtomically(paths.line, link.line)
    return { json: { place, file: paths.line }, text: `已写入 ${paths.line}` }
  },
})

/**
 * What an installer's own name says of its system: `yuanba-setup-0.2.0-x64.exe`, `yuanba_0.2.0_amd64.deb`, and in the layout of the
 * UOS store `cn.yuanba.desktop_0.2.0.0_amd64.deb`.
 */
const systems: readonly (readonly [ending: RegExp, platform: string, arch: string])[] = [
  [/-x64\.exe$/, 'win32', 'x64'],
  [/_amd64\.deb$/, 'linux', 'x64'],
  [/_arm64\.deb$/, 'linux', 'arm64'],
]

const isOfStore = (installer: string): boolean => /^cn\.yuanba\.desktop_/.test(basename(installer))

const make = defineCommand({
  name: 'update make',
  summary: '发布者：把一个安装程序做成签名的更新包（.ybu）',
  operands: { value: 'INSTALLER', help: '安装程序（.exe、.deb）' },
  options: {
    key: keyOption,
    notes: { value: 'F', help: '写有更新内容的文本文件（中文）', required: true },
    out: { value: 'F', help: '更新包写到哪里；给一个文件夹，就用通常的名字', required: true },
    'app-version': { value: 'V', help: '版本，默认本程序的' },
    platform: { value: 'P', help: '系统，默认看文件名', choices: updatePlatform.options },
    layout: {
      value: 'L',
      help: '安装的位置，默认看文件名：plain 通常的，uos 应用商店的',
      choices: updateLayout.options,
    },
    arch: { value: 'A', help: '处理器，默认看文件名', choices: updateArch.options },
    keys: { value: keysOption, help: '历次接替的公钥和签名（update succeed 写的文件夹）' },
  },
  run: async (_ctx, { key, notes, out, ...options }, [installer = '']) => {
    const version = options['app-version'] ?? programVersion
    const [, platform, arch] = systems.find(([ending]) => ending.test(installer)) ?? []
    const named = z.object({ platform: updatePlatform, arch: updateArch, layout: updateLayout }).safeParse({
      platform: options.platform ?? platform,
      arch: options.arch ?? arch,
      layout: options.layout ?? (isOfStore(installer) ? 'uos' : 'plain'),
    }).data
    if (!named) throw usage('请用 --platform 和 --arch 说明安装程序给什么电脑用')
    if (named.platform === 'win32' && named.layout === 'uos')
      throw usage('--layout uos 只用于 Linux 的安装包')
    if (!isVersion(version)) throw usage(`“${version}”不是版本；版本如 0.2.0`)
    const text = textIn(resolve(notes)).trim()
    if (text === '' || text.length > 4000) throw usage('更新内容要写 1 至 4000 字')
    const isFolder = statSync(resolve(out), { throwIfNoEntry: false })?.isDirectory() === true
    const path = isFolder ? join(resolve(out), packageName({ version, ...named })) : resolve(out)
    const { manifest, bytes, sha256 } = await makePackage(path, {
      facts: { version, ...named, schema: newestVersion, notes: text, createdAt: new Date().toISOString() },
      installer: resolve(installer),
      key: privateKeyIn(resolve(key)),
      links: linksIn(options.keys === undefined ? undefined : resolve(options.keys)),
    })
    return {
      json: { file: path, version, ...named, bytes, sha256, installer: manifest.installer },
      text: `已写入 ${path}：${version} 版，${updateSystemText(named)}，${bytes} 字节\nSHA-256 ${sha256}`,
    }
  },
})

const verify = defineCommand({
  name: 'update verify',
  summary: '核对一个更新包的签名和内容，不安装',
  operands: { value: 'FILE', help: '更新包（.ybu）' },
  options: { 'release-key': { value: 'F.pub', help: '发布公钥，默认程序里的' } },
  run: async (ctx, options, [file = '']) => {
    const held =
      options['release-key'] === undefined ? ctx.releaseKey : publicLineIn(resolve(options['release-key']))
    const { manifest, signer } = await readPackage(resolve(file), held, onlyLook)
    const { version, notes, schema, installer } = manifest
    return {
      json: { ...manifest, signer },
      text: `签名和内容完好：${version} 版，${updateSystemText(manifest)}，资料格式 ${schema}\n${installer.name}，${installer.size} 字节，SHA-256 ${installer.sha256}\n签名密钥 ${signer}\n${notes}`,
    }
  },
})

export const releaseCommands = [makeKey, succeed, make, verify]
