import { renderToStaticMarkup } from 'react-dom/server'
import { newRecoveryKey } from '../../../electron/engine/sites/keys'
import { RecoveryPicture } from '../../../renderer/paper-ui/recovery-picture'
import { groupsOf, recoverySheet } from '../../../renderer/paper-ui/recovery-sheet'
import { readRecoveryKey } from '../../../shared/identifiers/recovery-key'
import { readQr } from '../../support/paper/qr'

test('a scanner reads out of the printed sheet the key that stands on it in fours, with its check', async () => {
  const { identity } = await newRecoveryKey()
  const picture = renderToStaticMarkup(<RecoveryPicture recoveryKey={identity} />)
  const svg = /<svg .*<\/svg>/s.exec(picture)?.[0] ?? ''
  const sheet = recoverySheet('示范区司法局', identity, '2026-11-03', svg)
  const printed = [...sheet.matchAll(/<span>([^<]*)<\/span>/g)].map(([, group = '']) => group)
  expect(printed.slice(0, -1).map(({ length }) => length)).toEqual(printed.slice(0, -1).map(() => 4))
  expect(printed).toEqual(groupsOf(identity).map(({ text }) => text))
  const scanned = readQr(sheet)
  expect(scanned).toBe(printed.join(''))
  expect(readRecoveryKey(scanned)).toEqual({ key: identity })
})
