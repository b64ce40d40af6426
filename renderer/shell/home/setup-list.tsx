import type { Output } from '../../../shared/contract'
import type { Kind } from '../../../shared/definition/define'
import { kinds } from '../../../shared/kinds'
import { team } from '../../../shared/kinds/team'
import { homePath, listPath, newPath, settingsPath, syncPath } from '../../paths'
import { Section } from '../../ui/page'
import { type HomeStep, Steps } from './step-line'

type Setup = Output<'waiting.setup'>

const pathOf = (is: (kind: Kind) => boolean, path: typeof listPath): string => {
  const found = kinds.find(is)
  return found ? path(found) : homePath
}

/** The five steps of a new district; each ticks itself once it is taken. */
export function SetupList({ setup }: { setup: Setup }) {
  const { units, teams, users, joins, logged } = setup
  const steps: readonly HomeStep[] = [
    {
      name: '单位',
      text: units > 0 ? `${units} 个` : '录入街道、村和社区，可以从表格粘贴',
      done: units > 0,
      path: pathOf(({ tree }) => tree === true, listPath),
      go: '录入单位',
      topic: 'reference',
    },
    {
      name: '小分队',
      text: teams > 0 ? `${teams} 支` : '各村（社区）的普法小分队和队员',
      done: teams > 0,
      path: listPath(team),
      go: '录入小分队',
      topic: 'reference',
    },
    {
      name: '用户',
      text: users > 1 ? `${users} 人` : '为共同使用这台电脑的人员分别建立用户',
      done: users > 1,
      path: settingsPath,
      go: '添加用户',
      topic: 'settings',
    },
    {
      name: '接入文件',
      text: joins > 0 ? `${joins} 份` : '为各街道的电脑各制作一份，用U盘送达',
      done: joins > 0,
      path: syncPath,
      go: '制作接入文件',
      topic: 'exchange',
    },
    {
      name: '第一场',
      text: '登记第一场院坝会，或一次宣传活动',
      done: logged > 0,
      path: pathOf(({ place }) => place === 'daily', newPath),
      go: '登记',
      topic: 'log',
    },
  ]
  const open = steps.filter(({ done }) => !done).length
  return (
    <Section title={`开始使用 · 还有 ${open} 步`}>
      <Steps steps={steps} label="开始使用" />
    </Section>
  )
}
