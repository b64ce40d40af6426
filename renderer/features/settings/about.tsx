import { Button } from 'antd'
import { Fragment, useEffect, useState } from 'react'
import { z } from 'zod'
import type { Output } from '../../../shared/contract'
import type { HostInfo } from '../../../shared/wire'
import { useTransport } from '../../engine/engine-context'
import { useCall } from '../../engine/use-call'
import { ErrorNotice } from '../../ui/error-notice'
import { attempt, showError } from '../../ui/errors'
import { Section } from '../../ui/page'
import { showToast } from '../../ui/toasts'
import { localMinute } from '../../ui/today'
import { LicenseList } from './license-list'
import { Practice } from './practice'

const build = z.object({
  version: z.string(),
  commit: z.string().nullable(),
  changed: z.boolean(),
  builtAt: z.string(),
})
type Build = z.infer<typeof build>
type Running = Output<'profile.about'>
type Fact = readonly [label: string, value: string]

const unknown = '未知'

/** 关于: which program this is, what it runs on and where the data is. */
export function About() {
  const { host, openPractice } = useTransport()
  const built = useBuild()
  const { data, error, again } = useCall('profile.about', {}, [])
  const facts = data ? factsOf(built, data, host) : []
  return (
    <div className="stack">
      <Section title="关于院坝普法台">
        {error ? <ErrorNotice error={error} again={again} /> : null}
        <dl className="pairs">
          {facts.map(([label, value]) => (
            <Fragment key={label}>
              <dt>{label}</dt>
              <dd className="hash">{value}</dd>
            </Fragment>
          ))}
        </dl>
        <p className="help">请管理员或技术人员协助时，点“复制”，将这些内容发给对方；其中不含登记的内容。</p>
        <Button
          disabled={facts.length === 0}
          title={facts.length === 0 ? '正在读取' : undefined}
          onClick={() => attempt(() => copy(facts))}
        >
          复制
        </Button>
      </Section>
      {openPractice && <Practice />}
      <LicenseList />
    </div>
  )
}

/** What the build wrote of itself; null until it is read, and where a build wrote nothing. */
function useBuild(): Build | null {
  const { papers } = useTransport()
  const [built, setBuilt] = useState<Build | null>(null)
  useEffect(() => {
    papers
      .read('build.json')
      .then((text) => setBuilt(text === null ? null : build.parse(JSON.parse(text))))
      .catch(showError)
  }, [papers])
  return built
}

function commitText({ commit, changed }: Build): string {
  if (commit === null) return unknown
  return changed ? `${commit}（另有未提交的改动）` : commit
}

function schemaText({ schema, newestSchema }: Running): string {
  return schema === newestSchema ? String(schema) : `${schema}（本程序使用 ${newestSchema}）`
}

function factsOf(built: Build | null, running: Running, { window }: HostInfo): readonly Fact[] {
  return [
    ['版本', built?.version ?? unknown],
    ['提交', built ? commitText(built) : unknown],
    ['构建时间', built ? localMinute(built.builtAt) : unknown],
    ['窗口', window ? `Electron ${window.electron}，Chromium ${window.chromium}` : '浏览器（本机地址）'],
    ['数据引擎', `Node ${running.node}`],
    ['数据库', `SQLite ${running.sqlite}`],
    ['加密', `${running.cipher}，SQLCipher 4 格式`],
    ['资料格式', schemaText(running)],
    ['交换文件格式', String(running.bundleFormat)],
    ['资料所在文件夹', running.folder],
  ]
}

async function copy(facts: readonly Fact[]): Promise<void> {
  const text = ['院坝普法台', ...facts.map(([label, value]) => `${label}：${value}`)].join('\n')
  // The clipboard permission is denied to every page here; what a person selects may be copied all the same.
  const field = document.createElement('textarea')
  field.value = text
  field.className = 'visually-hidden'
  document.body.append(field)
  field.select()
  const copied = document.execCommand('copy')
  field.remove()
  showToast(copied ? '已复制' : '复制未成功，请用鼠标选中文字后按 Ctrl+C')
}
