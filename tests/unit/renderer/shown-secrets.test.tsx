import { renderToStaticMarkup } from 'react-dom/server'
import { HashText } from '../../../renderer/ui/hash-text'
import { PassphraseInput } from '../../../renderer/ui/passphrase-input'

const textOf = (markup: string): string => markup.replaceAll(/<[^>]*>/g, '').replaceAll(/\s+/g, ' ')

test('of a checksum eight characters are shown, the rest on request', () => {
  const hash = '0123456789abcdef'.repeat(4)
  expect(textOf(renderToStaticMarkup(<HashText hash={hash} />))).toBe('01234567 显示全部')
})

test('a passphrase is hidden until a button shows it', () => {
  const markup = renderToStaticMarkup(<PassphraseInput defaultValue="院坝里的桂花开了" />)
  expect(markup).toContain('type="password"')
  expect(markup).toMatch(/<button[^>]*aria-pressed="false"[^>]*title="显示输入的内容"/)
})
