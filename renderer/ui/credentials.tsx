import { Input } from 'antd'
import { Labeled } from './labeled'
import { PassphraseInput } from './passphrase-input'

export interface Credentials {
  readonly user: string
  readonly passphrase: string
  readonly again: string
}

export const emptyCredentials: Credentials = { user: '', passphrase: '', again: '' }

export const passphraseRule = '至少 8 个字，可以用一句只有自己记得的话'
const shortest = 8

/** Why two typed passphrases will not do, or undefined while nothing speaks against them. */
export function passphraseProblem(passphrase: string): string | undefined {
  return passphrase !== '' && passphrase.length < shortest ? `口令${passphraseRule}` : undefined
}

export function repeatProblem(passphrase: string, again: string): string | undefined {
  return again !== '' && again !== passphrase ? '两次输入的口令不一样' : undefined
}

/** Whether the passphrase fits the rule and was typed the same twice. */
export function passphraseReady(passphrase: string, again: string): boolean {
  return passphrase.length >= shortest && again === passphrase
}

interface PassphrasePairProps {
  readonly label: string
  readonly passphrase: string
  readonly again: string
  readonly onChange: (passphrase: string, again: string) => void
}

/** A new passphrase, typed twice. */
export function PassphrasePair({ label, passphrase, again, onChange }: PassphrasePairProps) {
  return (
    <>
      <Labeled label={label} required help={passphraseRule} problem={passphraseProblem(passphrase)}>
        {(control) => (
          <PassphraseInput
            {...control}
            autoComplete="new-password"
            value={passphrase}
            onChange={(event) => onChange(event.target.value, again)}
          />
        )}
      </Labeled>
      <Labeled label={`再输一遍${label}`} required problem={repeatProblem(passphrase, again)}>
        {(control) => (
          <PassphraseInput
            {...control}
            autoComplete="new-password"
            value={again}
            onChange={(event) => onChange(passphrase, event.target.value)}
          />
        )}
      </Labeled>
    </>
  )
}

/** The first user of a new profile: name and passphrase. */
export function CredentialFields(props: { value: Credentials; onChange: (value: Credentials) => void }) {
  const { value, onChange } = props
  return (
    <>
      <Labeled label="您的姓名" required help="登录时使用，也会记在您登记的内容上">
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            maxLength={40}
            value={value.user}
            onChange={(event) => onChange({ ...value, user: event.target.value })}
          />
        )}
      </Labeled>
      <PassphrasePair
        label="口令"
        passphrase={value.passphrase}
        again={value.again}
        onChange={(passphrase, again) => onChange({ ...value, passphrase, again })}
      />
    </>
  )
}

export function credentialsReady(value: Credentials): boolean {
  return value.user.trim() !== '' && passphraseReady(value.passphrase, value.again)
}
