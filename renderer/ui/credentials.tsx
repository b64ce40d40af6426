import { Button, Input } from 'antd'
import { useState } from 'react'
import { passphraseWeakness, weaknessWords } from '../../shared/identifiers/passphrase'
import { attempt } from './errors'
import { Labeled } from './labeled'
import { PassphraseInput } from './passphrase-input'

export interface Credentials {
  readonly user: string
  readonly passphrase: string
  readonly again: string
}

export const emptyCredentials: Credentials = { user: '', passphrase: '', again: '' }

export const passphraseRule = '至少 8 个字，可以用一句只有自己记得的话；不要用生日、电话、姓名拼音'

/** Why a typed passphrase will not do, or undefined while nothing speaks against it. @param owner whose it is */
export function passphraseProblem(passphrase: string, owner = ''): string | undefined {
  if (passphrase === '') return undefined
  const weakness = passphraseWeakness(passphrase, owner)
  return weakness === null ? undefined : `口令${weaknessWords[weakness]}`
}

export function repeatProblem(passphrase: string, again: string): string | undefined {
  return again !== '' && again !== passphrase ? '两次输入的口令不一样' : undefined
}

/** Whether the passphrase fits the rule and was typed the same twice. */
export function passphraseReady(passphrase: string, again: string, owner = ''): boolean {
  return passphraseWeakness(passphrase, owner) === null && again === passphrase
}

interface PassphrasePairProps {
  readonly label: string
  /** Whose passphrase it is: the name must not be the passphrase. */
  readonly owner: string
  readonly passphrase: string
  readonly again: string
  readonly onChange: (passphrase: string, again: string) => void
}

/** A new passphrase, typed twice, or made by the program and then shown to be written down. */
export function PassphrasePair({ label, owner, passphrase, again, onChange }: PassphrasePairProps) {
  const [made, setMade] = useState('')
  const make = async (): Promise<void> => {
    // The list of words is loaded where somebody wants one, and not with the first screen.
    const { wordPassphrase } = await import('../../shared/identifiers/word-passphrase')
    const words = wordPassphrase(crypto.getRandomValues(new Uint8Array(10)))
    setMade(words)
    onChange(words, words)
  }
  return (
    <>
      <Labeled
        label={label}
        required
        help={passphraseRule}
        problem={passphraseProblem(passphrase, owner.trim())}
      >
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
      <p className="help">
        <Button size="small" onClick={() => attempt(make)}>
          生成
        </Button>{' '}
        <span role="status">
          {made !== '' && made === passphrase
            ? `已填好：${made}。请抄写下来，妥善保管。`
            : '也可以由程序生成一个口令'}
        </span>
      </p>
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
        owner={value.user}
        passphrase={value.passphrase}
        again={value.again}
        onChange={(passphrase, again) => onChange({ ...value, passphrase, again })}
      />
    </>
  )
}

export function credentialsReady(value: Credentials): boolean {
  return value.user.trim() !== '' && passphraseReady(value.passphrase, value.again, value.user.trim())
}
