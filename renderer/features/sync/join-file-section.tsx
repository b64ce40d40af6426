import { Alert, Button, Select } from 'antd'
import { useState } from 'react'
import type { Output } from '../../../shared/contract'
import { useRpc, useTransport } from '../../engine/engine-context'
import { useMay, useSession } from '../../engine/session'
import { RefControl } from '../../kinds-ui/ref-control'
import { PassphrasePair, passphraseReady } from '../../ui/credentials'
import { ErrorNotice } from '../../ui/error-notice'
import { errorBodyOf, showError } from '../../ui/errors'
import { Labeled } from '../../ui/labeled'
import { Section } from '../../ui/page'
import { localMinute } from '../../ui/today'

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => ({ value: letter, label: `${letter} 机` }))
const lastLetter = 'Z'.charCodeAt(0)
const streetLevels = ['street']

/** The district makes a joining file for one laptop of a street, a city for one district. */
export function JoinFileSection({ onDone }: { onDone: () => void }) {
  const rpc = useRpc()
  const { files } = useTransport()
  const mayManage = useMay('profile.manage')
  const { site } = useSession()
  const forDistrict = site.role === 'city'
  const [chosen, setChosen] = useState<string | null>(null)
  const street = forDistrict ? site.unitId : chosen
  const [letter, setLetter] = useState('A')
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [busy, setBusy] = useState(false)
  const [made, setMade] = useState<Output<'sync.createJoinFile'> | null>(null)
  /** That a file promises this letter already: another is written only when that is wanted. */
  const [promised, setPromised] = useState<unknown>(null)
  const make = async (more: boolean): Promise<void> => {
    if (street === null) return
    const folder = await files.openFolder({ title: '选择保存接入文件的文件夹' })
    if (!folder) return
    setBusy(true)
    setPromised(null)
    try {
      const written = await rpc.sync.createJoinFile({
        scope: street,
        letter,
        folder: folder.token,
        passphrase,
        again: more,
      })
      files.deliver({ token: folder.token, file: written.file })
      setMade(written)
      // The next laptop of this street wants the next letter.
      setLetter(String.fromCharCode(Math.min(letter.charCodeAt(0) + 1, lastLetter)))
      setPassphrase('')
      setAgain('')
      onDone()
    } catch (error) {
      if (errorBodyOf(error).code !== 'join.outstanding') throw error
      setPromised(error)
    } finally {
      setBusy(false)
    }
  }
  if (!mayManage) return null
  return (
    <Section title="生成接入文件">
      <p className="help">
        一个接入文件只能接入{forDistrict ? '一个区级单位' : '一台电脑'}。文件用U盘送达,接入口令另行告知。
      </p>
      <div className="inline-form">
        {!forDistrict && (
          <>
            <Labeled label="街道" required>
              {(control) => (
                <RefControl
                  control={control}
                  to="unit"
                  levels={streetLevels}
                  value={street}
                  onChange={(id) => setChosen(typeof id === 'string' ? id : null)}
                />
              )}
            </Labeled>
            <Labeled label="机器代号" required>
              {(control) => (
                <Select
                  id={control.id}
                  className="wide"
                  showSearch
                  options={letters}
                  value={letter}
                  onChange={setLetter}
                />
              )}
            </Labeled>
          </>
        )}
        <PassphrasePair
          label="接入口令"
          passphrase={passphrase}
          again={again}
          onChange={(first, second) => {
            setPassphrase(first)
            setAgain(second)
          }}
        />
        <Button
          type="primary"
          loading={busy}
          disabled={street === null || !passphraseReady(passphrase, again)}
          onClick={() => void make(false).catch(showError)}
        >
          生成接入文件
        </Button>
      </div>
      {promised !== null && (
        <>
          <ErrorNotice error={promised} />
          <div className="form-actions">
            <Button onClick={() => void make(true).catch(showError)}>仍然再写一份</Button>
            <Button onClick={() => setPromised(null)}>不写了</Button>
          </div>
        </>
      )}
      {made && (
        <Alert
          type="success"
          showIcon
          title={`接入文件已写入并校验:${made.file}`}
          description={`有效期至 ${localMinute(made.expires)}。`}
        />
      )}
    </Section>
  )
}
