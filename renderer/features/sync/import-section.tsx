import { Alert, Button, Checkbox } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { ImportedFile } from '../../../shared/contract/sync'
import type { SiteRole } from '../../../shared/sync/manifest'
import type { Chosen } from '../../../shared/wire'
import { useRpc, useTransport } from '../../engine/engine-context'
import { ProgressLine } from '../../engine/progress-line'
import { useMay, useSession } from '../../engine/session'
import { useTask } from '../../engine/use-task'
import { ErrorNotice } from '../../ui/error-notice'
import { errorBodyOf, showError } from '../../ui/errors'
import { Section } from '../../ui/page'
import { ImportTable } from './import-table'

type Step =
  | { readonly name: 'idle' }
  | { readonly name: 'reading' | 'importing'; readonly picked: readonly Chosen[] }
  | {
      readonly name: 'preview'
      readonly picked: readonly Chosen[]
      readonly files: readonly ImportedFile[]
    }
  | { readonly name: 'done'; readonly files: readonly ImportedFile[] }
  | { readonly name: 'refused'; readonly picked: readonly Chosen[]; readonly error: unknown }

const titles = { street: '导入区级回执', district: '导入街道文件', city: '导入区级文件' } as const

type Accepted = {
  readonly acceptClosed: boolean
  readonly acceptForgotten: boolean
  readonly acceptJoin: boolean
}
type Allowed = Accepted & { readonly allowMassDelete: boolean }
const nothing: Allowed = {
  allowMassDelete: false,
  acceptClosed: false,
  acceptForgotten: false,
  acceptJoin: false,
}

interface Overruling {
  readonly accept: Partial<Accepted>
  /** What the button says. */
  readonly label: string
}

/** Whoever lets others in may overrule a refusal after asking them: what then is accepted. */
const overVouched = (whom: string): Readonly<Record<string, Overruling>> => ({
  'bundle.revoked-sender': { accept: { acceptClosed: true }, label: `已与${whom}核实,查看内容` },
  'bundle.forgotten-sender': { accept: { acceptForgotten: true }, label: `已与${whom}核实,重新认可这台电脑` },
  'join.used': { accept: { acceptJoin: true }, label: `已与${whom}核实,仍然接收,另给机器代号` },
  'join.expired': { accept: { acceptJoin: true }, label: `已与${whom}核实,仍然接收这台电脑` },
})

/** Refusals that a manager may overrule. A laptop lets nobody in but another machine of its district. */
const overruled: Readonly<Record<SiteRole, Readonly<Record<string, Overruling>>>> = {
  street: {
    'bundle.revoked-sender': { accept: { acceptClosed: true }, label: '已与区级单位核实,查看内容' },
  },
  district: overVouched('街道'),
  city: overVouched('区级单位'),
}

interface ImportSectionProps {
  /** Files that were opened with the program; a new list for each opening. */
  readonly opened: readonly Chosen[]
  readonly onDone: () => void
}

/** Reading files: choose, look at what they would do, then import all of it or nothing. */
export function ImportSection({ opened, onDone }: ImportSectionProps) {
  const rpc = useRpc()
  const { files } = useTransport()
  const { site } = useSession()
  const mayImport = useMay('sync.import')
  const task = useTask()
  const [step, setStep] = useState<Step>({ name: 'idle' })
  const mayManage = useMay('profile.manage')
  const [allowed, setAllowed] = useState<Allowed>(nothing)

  const choose = async (): Promise<void> => {
    const picked = await files.openFile({ title: '选择要导入的文件', extensions: ['ybb'], multiple: true })
    if (picked.length > 0) await begin(picked)
  }
  const begin = (picked: readonly Chosen[]): Promise<void> => {
    setAllowed(nothing)
    return preview(picked, nothing)
  }
  const preview = (
    picked: readonly Chosen[],
    { acceptClosed, acceptForgotten, acceptJoin }: Accepted,
  ): Promise<void> =>
    run('reading', picked, async (tokens, operation) => {
      const { files: found } = await rpc.sync.preview({
        files: tokens,
        acceptClosed,
        acceptForgotten,
        acceptJoin,
        operation,
      })
      setStep({ name: 'preview', picked, files: found })
    })
  const importAll = (picked: readonly Chosen[]): Promise<void> =>
    run('importing', picked, async (tokens, operation) => {
      const done = await rpc.sync.importBundles({ files: tokens, ...allowed, operation })
      setStep({ name: 'done', files: done.files })
    })
  const run = async (
    name: 'reading' | 'importing',
    picked: readonly Chosen[],
    work: (tokens: Chosen['token'][], operation: string) => Promise<void>,
  ): Promise<void> => {
    setStep({ name, picked })
    try {
      const tokens = picked.map((file) => file.token)
      await task.run((operation) => work(tokens, operation))
    } catch (error) {
      setStep({ name: 'refused', picked, error })
    } finally {
      onDone()
    }
  }
  const isBusy = step.name === 'reading' || step.name === 'importing'
  const place = useRef<HTMLElement>(null)
  const begun = useRef<readonly Chosen[]>([])
  // What is opened while an import runs is looked at when that has ended.
  useEffect(() => {
    if (opened.length === 0 || begun.current === opened || isBusy || !mayImport) return
    begun.current = opened
    place.current?.scrollIntoView()
    void begin(opened)
  })
  const overruledHere = mayManage ? overruled[site.role] : {}
  const accept = (picked: readonly Chosen[], accepted: Partial<Accepted>): void => {
    setAllowed({ ...allowed, ...accepted })
    void preview(picked, { ...allowed, ...accepted })
  }
  const overrule = step.name === 'refused' ? overruledHere[errorBodyOf(step.error).code] : undefined
  if (!mayImport) return opened.length > 0 ? <MayNotImport files={opened} /> : null
  return (
    <Section title={titles[site.role]} ref={place}>
      <Button disabled={isBusy} onClick={() => void choose().catch(showError)}>
        选择文件
      </Button>
      <ProgressLine
        task="import"
        label={step.name === 'reading' ? '正在核对文件' : '正在导入'}
        operation={task.operation}
      />
      {step.name === 'preview' && (
        <>
          <ImportTable files={step.files} label="导入预览" />
          {mayManage &&
            site.role !== 'street' &&
            !allowed.acceptClosed &&
            step.files.some((file) => file.closed > 0) && (
              <Alert
                type="warning"
                showIcon
                title="文件里有已停用电脑的内容,默认不收"
                description="如果是停用之前写的,请先与该街道核实,再一并收下。"
                action={
                  <Button onClick={() => accept(step.picked, { acceptClosed: true })}>已核实,一并收下</Button>
                }
              />
            )}
          <div className="form-actions">
            <Button type="primary" onClick={() => void importAll(step.picked)}>
              确认导入
            </Button>
            <Button onClick={() => setStep({ name: 'idle' })}>取消</Button>
          </div>
        </>
      )}
      {step.name === 'done' && (
        <>
          <Alert type="success" showIcon title={doneText(step.files)} />
          <ImportTable files={step.files} label="导入结果" withSlips />
        </>
      )}
      {step.name === 'refused' && (
        <>
          <ErrorNotice error={step.error} />
          {errorBodyOf(step.error).code === 'bundle.mass-delete' && (
            <div className="form-actions">
              <Checkbox
                checked={allowed.allowMassDelete}
                onChange={(event) => setAllowed({ ...allowed, allowMassDelete: event.target.checked })}
              >
                已与发出单位核实,确实要删除
              </Checkbox>
              <Button danger disabled={!allowed.allowMassDelete} onClick={() => void importAll(step.picked)}>
                仍然导入
              </Button>
            </div>
          )}
          {overrule && (
            <div className="form-actions">
              <Button danger onClick={() => accept(step.picked, overrule.accept)}>
                {overrule.label}
              </Button>
            </div>
          )}
        </>
      )}
    </Section>
  )
}

/** A person who only looks opened a file: it is left as it is. */
function MayNotImport({ files }: { files: readonly Chosen[] }) {
  const names = files.map(({ name }) => `「${name}」`).join('、')
  return (
    <Alert
      type="warning"
      showIcon
      title={`${names}没有导入:您没有导入数据的权限,或这份资料只能查看。请让有权限的人登录后再打开。`}
    />
  )
}

/** What to do about streams that somebody else carried and that were left out. */
const askThem = '文件里由别人代带的内容有一部分没有收,请让那台电脑自己导出一次带来;仍不行,请联系管理员。'

function doneText(files: readonly ImportedFile[]): string {
  if (files.every((file) => file.result === 'nothing-new')) return '这些文件以前已经导入过,没有新的内容。'
  const isLeftOut = files.some((file) => file.leftOut.length > 0)
  if (files.some((file) => file.result === 'partial' && file.leftOut.length === 0))
    return `已导入能导入的部分;有缺包,请向发出单位索取所缺的文件。${isLeftOut ? askThem : ''}`
  if (isLeftOut) return `已导入。${askThem}`
  return '导入完成。'
}
