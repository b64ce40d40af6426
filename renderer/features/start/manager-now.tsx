import { Checkbox, Input } from 'antd'
import { Labeled } from '../../ui/labeled'
import { PassphraseInput } from '../../ui/passphrase-input'

/** A person who manages what lies here now, with the passphrase of now; null where that is the one who opens the backup. */
export type NamedManager = { readonly user: string; readonly passphrase: string } | null

/** What a call is told of that person. */
export const hereSaid = (here: NamedManager): { here?: { user: string; passphrase: string } } =>
  here === null ? {} : { here: { user: here.user.trim(), passphrase: here.passphrase } }

export const hereReady = (here: NamedManager): boolean =>
  here === null || (here.user.trim() !== '' && here.passphrase !== '')

/** Who agrees for what lies here, where the passphrase was changed since the backup or that is somebody else. */
export function ManagerNow({
  value,
  onChange,
}: {
  value: NamedManager
  onChange: (value: NamedManager) => void
}) {
  return (
    <>
      <Checkbox
        checked={value !== null}
        onChange={(event) => onChange(event.target.checked ? { user: '', passphrase: '' } : null)}
      >
        另填现在的管理
      </Checkbox>
      <p className="help">备份后换过口令，或由另一位管理同意时填</p>
      {value !== null && (
        <>
          <Labeled label="现在的管理" required help="这台电脑上现在的管理">
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
          <Labeled label="现在的口令" required>
            {(control) => (
              <PassphraseInput
                {...control}
                autoComplete="off"
                value={value.passphrase}
                onChange={(event) => onChange({ ...value, passphrase: event.target.value })}
              />
            )}
          </Labeled>
        </>
      )}
    </>
  )
}
