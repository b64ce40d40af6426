import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toldInFile } from '../../../electron/hosts/cli/private-file'

const newPath = (): string => join(mkdtempSync(join(tmpdir(), 'yuanba-told-')), 'told')

describe('what is told once, in a file', () => {
  it('stands in it', async () => {
    const path = newPath()
    await toldInFile(path, async () => 'otpauth://totp/…')
    expect(readFileSync(path, 'utf8')).toBe('otpauth://totp/…\n')
  })

  it('leaves no file behind where the work fails, so that it can be tried again', async () => {
    const path = newPath()
    const failing = toldInFile(path, async () => {
      throw new RangeError('no such hub')
    })
    await expect(failing).rejects.toThrow('no such hub')
    expect(existsSync(path)).toBe(false)
  })
})
