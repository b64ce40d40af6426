import { Alert, Button } from 'antd'
import { useEffect, useRef } from 'react'
import type { Chosen } from '../../../shared/wire'
import { ProgressLine } from '../../engine/progress-line'
import { useMay, useSession } from '../../engine/session'
import { attempt } from '../../ui/errors'
import { Section } from '../../ui/page'
import { ImportDone } from './import-done'
import { ImportPreview } from './import-preview'
import { ImportRefused } from './import-refused'
import type { Found } from './import-state'
import { UpdateBeside } from './update-beside'
import { useImport } from './use-import'

const titles = {
  street: '导入区级回执',
  district: '导入街道文件',
  city: '导入区级文件',
  province: '导入市级文件',
} as const

interface ImportSectionProps {
  /** Files that were opened with the program; a new list for each opening. */
  readonly opened: readonly Chosen[]
  /** The computers that wait until somebody lets them in. */
  readonly newcomers: readonly { readonly site: string }[]
  readonly onDone: () => void
}

/** Reading files: choose, look at what they would do, then import each that fits. */
export function ImportSection({ opened, newcomers, onDone }: ImportSectionProps) {
  const { site } = useSession()
  const mayImport = useMay('sync.import')
  const { step, allowed, isBusy, operation, tell, choose, begin, accept, importAll } = useImport(onDone)
  const place = useRef<HTMLElement>(null)
  const begun = useRef<readonly Chosen[]>([])
  // What is opened while an import runs is looked at when that has ended.
  useEffect(() => {
    if (opened.length === 0 || begun.current === opened || isBusy || !mayImport) return
    begun.current = opened
    place.current?.scrollIntoView()
    void begin(opened)
  })
  /** Looks at one of several files by itself, where a person may overrule its refusal. */
  const alone = (picked: readonly Chosen[]) => (token: string) =>
    void begin(picked.filter((file) => file.token === token))
  if (!mayImport) return opened.length > 0 ? <MayNotImport files={opened} /> : null
  return (
    <Section title={titles[site.role]} ref={place}>
      <Button
        disabled={isBusy}
        title={isBusy ? '正在核对或导入，完成后再选' : undefined}
        onClick={() => attempt(choose)}
      >
        选择文件
      </Button>
      <ProgressLine
        task="import"
        label={step.name === 'reading' ? '正在核对文件' : '正在导入'}
        operation={operation}
      />
      {step.name === 'preview' && (
        <ImportPreview
          found={step.found}
          isClosedAccepted={allowed.acceptClosed}
          onAcceptClosed={() => void accept(step.picked, { acceptClosed: true })}
          onImport={() => void importAll(step.picked)}
          onCancel={() => tell({ type: 'cancelled' })}
          onAlone={alone(step.picked)}
        />
      )}
      {step.name === 'done' && (
        <>
          <ImportDone found={withoutSettled(step.found, newcomers)} onAlone={alone(step.picked)} />
          <UpdateBeside files={step.picked.map(({ token }) => token)} />
        </>
      )}
      {step.name === 'refused' && (
        <ImportRefused
          error={step.error}
          isMassDeleteAllowed={allowed.allowMassDelete}
          onAllowMassDelete={(isAllowed) => tell({ type: 'mass-delete-allowed', isAllowed })}
          onImport={() => void importAll(step.picked)}
          onAccept={(accepted) => void accept(step.picked, accepted)}
        />
      )}
    </Section>
  )
}

/** What came in or still waits: a file whose computer was let in, or refused, since is told of elsewhere. */
function withoutSettled(found: Found, newcomers: ImportSectionProps['newcomers']): Found {
  const isOpen = ({ result, fromSite }: Found['files'][number]): boolean =>
    result !== 'waiting' || newcomers.some(({ site }) => site === fromSite)
  return { ...found, files: found.files.filter(isOpen) }
}

/** A person who only looks opened a file: it is left as it is. */
function MayNotImport({ files }: { files: readonly Chosen[] }) {
  const names = files.map(({ name }) => `“${name}”`).join('、')
  return (
    <Alert
      type="warning"
      showIcon
      title={`${names}没有导入：您没有导入数据的权限，或这份资料只能查看。请让有权限的人登录后再打开。`}
    />
  )
}
