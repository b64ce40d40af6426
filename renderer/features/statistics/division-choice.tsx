import { Select } from 'antd'
import type { Output } from '../../../shared/contract'
import { useCall } from '../../engine/use-call'
import { clearable } from '../../ui/control-signs'
import { setHashQuery } from '../../ui/hash-route'
import { Labeled } from '../../ui/labeled'
import { useMatchesPinyin } from '../../ui/pinyin'

interface DivisionChoiceProps {
  readonly by: string | undefined
  readonly across: string | undefined
  readonly measure: string | undefined
}

type Category = Output<'statistics.measures'>['categories'][number]

/** What stands down and across: units or the words of a choice by measures, or one measure by the words of another choice. */
export function DivisionChoice({ by, across, measure }: DivisionChoiceProps) {
  const { data } = useCall('statistics.measures', {}, [])
  const all = data?.categories ?? []
  const [down, over] = [by, across].map((name) => all.find((one) => one.name === name))
  const fits = ({ name, kind }: Category): boolean =>
    down === undefined || (kind === down.kind && name !== by)
  const measures = over?.measures.filter((name) => down === undefined || down.measures.includes(name)) ?? []
  const labels = new Map(data?.measures.map(({ name, label, word }) => [name, `${label}（${word}）`]))
  return (
    <>
      <CategorySelect
        label="分行"
        none="按单位"
        categories={all}
        value={by}
        // Records of one kind stand in a table: another kind's choice can not stay across.
        onChange={(name) => {
          const stays = all.some((one) => one.name === name && one.kind === over?.kind && name !== across)
          const gone = name === undefined || stays ? {} : { across: undefined, measure: undefined }
          setHashQuery({ by: name, version: undefined, ...gone })
        }}
      />
      <CategorySelect
        label="分列"
        none="按统计项"
        categories={all.filter(fits)}
        value={across}
        onChange={(name) => setHashQuery({ across: name, measure: undefined, version: undefined })}
      />
      {over && (
        <Labeled label="统计项">
          {(control) => (
            <Select
              id={control.id}
              className="wide"
              options={measures.map((name) => ({ value: name, label: labels.get(name) ?? name }))}
              value={measure ?? null}
              placeholder={labels.get(measures[0] ?? '')}
              onChange={(name) => setHashQuery({ measure: name ?? undefined, version: undefined })}
            />
          )}
        </Labeled>
      )}
    </>
  )
}

interface CategorySelectProps {
  readonly label: string
  /** What it is called when nothing is chosen. */
  readonly none: string
  readonly categories: readonly Category[]
  readonly value: string | undefined
  readonly onChange: (name: string | undefined) => void
}

function CategorySelect({ label, none, categories, value, onChange }: CategorySelectProps) {
  const matchesPinyin = useMatchesPinyin()
  return (
    <Labeled label={label}>
      {(control) => (
        <Select
          id={control.id}
          className="wide"
          allowClear={clearable}
          placeholder={none}
          showSearch={{ filterOption: (typed, option) => matchesPinyin(`${option?.label}`, typed) }}
          options={categories.map((one) => ({ value: one.name, label: one.label }))}
          value={value ?? null}
          onChange={(name?: string | null) => onChange(name ?? undefined)}
        />
      )}
    </Labeled>
  )
}
