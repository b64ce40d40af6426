import { Alert, Button } from 'antd'
import { writtenText } from '../../../shared/exchange/written-texts'
import { onlyHolds } from '../../../shared/sync/manifest'
import { useMay, useSession } from '../../engine/session'
import { WhereWritten } from '../../engine/where-written'
import { ErrorNotice } from '../../ui/error-notice'
import { Section } from '../../ui/page'
import { localMinute } from '../../ui/today'
import { LaptopChoice } from './laptop-choice'
import { useJoinFile } from './use-join-file'

/** The district makes a joining file for one laptop of a street or one more computer of its own, a city for one district. */
export function JoinFileSection({ onDone }: { onDone: () => void }) {
  const mayManage = useMay('profile.manage')
  const { site } = useSession()
  const forDistrict = onlyHolds(site.role)
  const { wanted, make, made, promised, ...file } = useJoinFile(onDone)
  if (!mayManage) return null
  return (
    <Section title="生成接入文件">
      <p className="help">
        一个接入文件只能接入{forDistrict ? '一个下级单位' : '一台电脑'}
        。文件用U盘送达，接入口令由程序生成，请打电话告诉对方。对方的第一个文件带回来时，再打一次电话核对八个词，一致才准入。
      </p>
      <div className="inline-form">
        {!forDistrict && (
          <LaptopChoice
            street={wanted.street}
            letter={wanted.letter}
            onStreet={file.setStreet}
            onLetter={file.setLetter}
          />
        )}
        <Button
          type="primary"
          loading={file.busy}
          disabled={!file.isReady}
          title={!file.isReady ? '请先选择给哪个街道，或本单位' : undefined}
          onClick={() => make(false)}
        >
          生成接入文件
        </Button>
      </div>
      {promised !== null && (
        <>
          <ErrorNotice error={promised} />
          <div className="form-actions">
            <Button onClick={() => make(true)}>仍然再生成一份</Button>
            <Button onClick={file.giveUp}>不生成</Button>
          </div>
        </>
      )}
      {made && (
        <Alert
          type="success"
          showIcon
          title={`${made.unit}${made.letter} 的接入文件${writtenText(made.readFrom)}：${made.file}`}
          description={
            <dl className="pairs">
              <dt>接入口令</dt>
              <dd data-testid="join-passphrase">{made.passphrase}</dd>
              <dt>位置</dt>
              <dd>
                <WhereWritten written={made} />
              </dd>
              <dt>使用方法</dt>
              <dd>
                请打电话读给对方输入，不要写在U盘上；离开本页后不再显示，遗忘的只能重新生成。有效期至{' '}
                {localMinute(made.expires)}。文件名不含单位，请在U盘外注明接收单位。
              </dd>
            </dl>
          }
        />
      )}
    </Section>
  )
}
