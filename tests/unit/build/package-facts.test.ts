import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { app, appVersion, fileTypes } from '../../../build/packages/app.mjs'
import { desktopEntry, mimePackage } from '../../../build/packages/linux-app.mjs'

const root = join(__dirname, '../../..')
const read = (name: string): string => readFileSync(join(root, name), 'utf8')

describe('what the installers say of the program', () => {
  it('is what electron-builder.yml and package.json say', () => {
    const builder = read('electron-builder.yml')
    const lines = {
      appId: app.id,
      productName: app.name,
      executableName: app.executable,
      copyright: app.licence,
    }
    for (const [key, value] of Object.entries(lines)) expect(builder).toContain(`\n${key}: ${value}\n`)
    const manifest = JSON.parse(read('package.json'))
    expect(manifest).toMatchObject({ name: app.executable, license: app.licence, homepage: app.homepage })
    expect(appVersion()).toBe(manifest.version)
    expect(app.maintainer.startsWith(`${manifest.author} <`)).toBe(true)
  })

  it('registers every kind of file under a type of its own, and opens each', () => {
    expect(fileTypes.map(({ extension }) => extension).sort()).toEqual(['ybb', 'ybj', 'ybu'])
    const entry = desktopEntry({ program: '/opt/yuanba/yuanba', icon: 'yuanba' })
    const types = mimePackage({ icon: 'yuanba' })
    for (const { extension, mime } of fileTypes) {
      expect(entry).toContain(`${mime};`)
      expect(types).toContain(`<mime-type type="${mime}">`)
      expect(types).toContain(`<glob pattern="*.${extension}"/>`)
    }
  })
})
