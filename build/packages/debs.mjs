/**
 * Both debs of an unpacked program: the plain one, and one in the layout that the UOS store asks for.
 *   node build/packages/debs.mjs FOLDER --arch x64 --out release [--version 0.1.0] [--compression none] [--only plain]
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { root } from '../project-node.mjs'
import { app, appVersion } from './app.mjs'
import { writeDeb } from './deb-file.mjs'
import { debianArch, depends, desktopEntry, mimePackage, recommends, section } from './linux-app.mjs'
import { checkUnpacked } from './unpacked.mjs'

/** Copies the drawn icons into a theme's folder under the name that the menu asks for. */
function placeIcons(theme, name) {
  const icons = join(root, 'build/icons')
  for (const file of readdirSync(icons)) {
    const size = /^(\d+x\d+)\.png$/.exec(file)?.[1]
    if (size) cpSync(join(icons, file), join(theme, size, 'apps', `${name}.png`))
  }
  cpSync(join(icons, 'icon.svg'), join(theme, 'scalable/apps', `${name}.svg`))
}

function place(path, text) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

const copyProgram = (from, to) => cpSync(from, to, { recursive: true, verbatimSymlinks: true })

/** Fields that both packages share. `~` sorts before the end: a later release replaces a test package. */
function controlOf({ name, version, arch }) {
  return {
    Package: name,
    Version: version,
    Section: section,
    Priority: 'optional',
    Architecture: debianArch[arch],
    Maintainer: app.maintainer,
    Depends: depends.join(', '),
    Recommends: recommends.join(', '),
    Homepage: app.homepage,
    Description: `${app.about}\n ${app.description}`,
  }
}

/** Runs a job over an empty folder that is gone afterwards. */
function onStage(job) {
  const stage = mkdtempSync(join(tmpdir(), 'yuanba-deb-'))
  try {
    return job(stage)
  } finally {
    rmSync(stage, { recursive: true, force: true })
  }
}

/** The plain deb: /opt/yuanba, a command in /usr/bin, menu and file kinds in /usr/share. */
export function makeDeb({ folder, arch, version, out, compression = 'xz' }) {
  const name = app.executable
  return onStage((stage) => {
    copyProgram(folder, join(stage, 'opt', name))
    const share = join(stage, 'usr/share')
    mkdirSync(join(stage, 'usr/bin'), { recursive: true })
    symlinkSync(`../../opt/${name}/${name}`, join(stage, 'usr/bin', name))
    place(
      join(share, 'applications', `${name}.desktop`),
      desktopEntry({ program: `/opt/${name}/${name}`, icon: name }),
    )
    place(join(share, 'mime/packages', `${name}.xml`), mimePackage({ icon: name }))
    placeIcons(join(share, 'icons/hicolor'), name)
    cpSync(join(root, 'LICENSE'), join(share, 'doc', name, 'copyright'))
    const file = join(out, `${name}_${version}_${debianArch[arch]}.deb`)
    writeDeb({ stage, control: controlOf({ name, version, arch }), file, compression })
    return file
  })
}

/**
 * The deb for the UOS store: everything under /opt/apps/<id>, no scripts, an `info` file with the permissions that the
 * program wants. The store counts versions in four numbers.
 */
export function makeUosDeb({ folder, arch, version, out, compression = 'xz' }) {
  const four = version.replace(/^(\d+\.\d+\.\d+)/, '$1.0')
  return onStage((stage) => {
    const home = join(stage, 'opt/apps', app.id)
    copyProgram(folder, join(home, 'files'))
    place(
      join(home, 'entries/applications', `${app.id}.desktop`),
      desktopEntry({ program: `/opt/apps/${app.id}/files/${app.executable}`, icon: app.id }),
    )
    place(join(home, 'entries/mime/packages', `${app.id}.xml`), mimePackage({ icon: app.id }))
    placeIcons(join(home, 'entries/icons/hicolor'), app.id)
    cpSync(join(root, 'LICENSE'), join(home, 'files/doc/copyright'))
    place(join(home, 'info'), `${JSON.stringify(infoOf(four, arch), null, 2)}\n`)
    const file = join(out, `${app.id}_${four}_${debianArch[arch]}.deb`)
    writeDeb({ stage, control: controlOf({ name: app.id, version: four, arch }), file, compression })
    return file
  })
}

/** The store's description of a program. It is offline and asks for nothing but the clipboard. */
function infoOf(version, arch) {
  const asked = ['autostart', 'notification', 'trayicon', 'clipboard', 'account', 'bluetooth', 'camera']
  const permissions = [...asked, 'audio_record', 'installed_apps'].map((name) => [name, name === 'clipboard'])
  return {
    appid: app.id,
    name: app.name,
    version,
    arch: [debianArch[arch]],
    permissions: Object.fromEntries(permissions),
  }
}

const makers = { plain: makeDeb, uos: makeUosDeb }

/** Checks the folder and makes both, or only one of them. @returns {string[]} the files, the plain one first */
export function makeDebs({ only, ...order }) {
  checkUnpacked(order.folder, order.arch)
  return (only ? [only] : ['plain', 'uos']).map((kind) => makers[kind](order))
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const text = { type: 'string' }
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { arch: text, out: text, version: text, compression: text, only: text },
  })
  const [folder] = positionals
  if (!folder || !values.out || !(values.arch in debianArch) || !((values.only ?? 'plain') in makers)) {
    console.error(
      '用法：node build/packages/debs.mjs 目录 --arch x64|arm64 --out 目录 [--version 版本] [--compression xz|none] [--only plain|uos]',
    )
    process.exit(2)
  }
  const { arch, out, compression, only, version = appVersion() } = values
  for (const file of makeDebs({ folder, arch, version, out, compression, only })) console.log(file)
}
