import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runHere } from '../../support/desks/cli'
import { hubPassphrase } from '../../support/hub/region'
import { eachStore } from '../../support/hub/stores'
import { testsFolder } from '../../support/machine/tests-folder'

const json = async (...words: readonly string[]) => {
  const { code, stdout } = await runHere([...words, '--json'])
  return { code, told: JSON.parse(stdout) }
}

eachStore(({ engine, place }) => {
  test('hub init makes the first account, who sees all below the hub; nothing is made under a weak passphrase', async () => {
    const folder = mkdtempSync(join(testsFolder(), 'hub-'))
    const at =
      engine === 'pglite' ? ['--embedded', folder] : ['--database', await place(), '--folder', folder]
    const [typed, out] = [join(folder, 'typed.txt'), join(folder, 'authenticator.txt')]
    const init = async (passphrase: string) => {
      writeFileSync(typed, passphrase)
      const city = ['--role', 'city', '--unit', '示范市', '--recovery-out', join(folder, 'recovery.txt')]
      const user = ['--user', '李主任', '--passphrase-file', typed, '--account-out', out]
      return await json('hub', 'init', ...at, ...city, ...user)
    }
    expect((await init('123')).told).toMatchObject({ error: { code: 'passphrase.weak' } })
    expect(existsSync(join(folder, 'hub-keys.json'))).toBe(false)
    writeFileSync(out, '别人的')
    expect((await init(hubPassphrase)).told).toMatchObject({ error: { code: 'file.unwritable' } })
    expect(existsSync(join(folder, 'hub-keys.json'))).toBe(false)
    rmSync(out)
    const made = await init(hubPassphrase)
    expect(made).toMatchObject({ code: 0, told: { account: '李主任' } })
    expect(readFileSync(out, 'utf8')).toMatch(/^otpauth:\/\/totp\//)
    if (process.platform !== 'win32') expect(statSync(out).mode & 0o777).toBe(0o600)
    expect((await json('hub', 'accounts', ...at)).told.accounts).toEqual([
      { name: '李主任', role: 'admin', region: made.told.unit, closed: false },
    ])
  }, 120_000)
})
