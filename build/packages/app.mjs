/**
 * What every installer says of the program: names, ids, addresses, kinds of files. The deb, the UOS package and the
 * Windows setup read it here; electron-builder.yml repeats what its own format wants, and a test compares.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../project-node.mjs'

/** Plain facts, the same on every system. */
export const app = {
  /** Reverse domain: the UOS store's id, the key in Windows' list of programs, electron-builder's appId. */
  id: 'cn.yuanba.desktop',
  name: '院坝普法台',
  /** File name of the program without `.exe`, name of the deb, class of its window. ASCII. */
  executable: 'yuanba',
  /** One line for lists of programs. */
  about: '基层普法记录、汇总与报表',
  /** A paragraph for those who look closer. */
  description:
    '院坝普法台是没有网络也能用的普法台账：登记院坝会、普法宣传和咨询调解，用加密文件与区级单位交换，打印月报、季报和年报。',
  maintainer: 'The Yuanba maintainers <maintainers@yuanba.invalid>',
  homepage: 'https://yuanba.invalid/',
  licence: 'Apache-2.0',
}

/** Kinds of files that a double click opens in the program. `extension` comes without a dot. */
export const fileTypes = [
  { extension: 'ybb', mime: 'application/x-yuanba-bundle', label: '院坝普法台交换文件' },
  { extension: 'ybj', mime: 'application/x-yuanba-joining', label: '院坝普法台接入文件' },
  { extension: 'ybu', mime: 'application/x-yuanba-update', label: '院坝普法台更新包' },
]

/** The version that package.json names, such as `0.1.0`. */
export function appVersion() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version
}
