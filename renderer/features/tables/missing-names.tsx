import { Button } from 'antd'
import { useState } from 'react'
import type { Output } from '../../../shared/contract'
import type { Kind } from '../../../shared/definition/define'
import { kindOf } from '../../../shared/kinds'
import { beginningOf, type MissingName, missingNames } from '../../../shared/paste/missing-names'
import { RefControl } from '../../kinds-ui/controls/ref-control'
import { useMayWrite } from '../../kinds-ui/use-record-writes'
import { Labeled } from '../../ui/labeled'
import { today } from '../../ui/today'
import { MakeDialog } from './make-dialog'

/** More are shown once these are settled. */
const SHOWN = 8

interface MissingNamesProps {
  readonly kind: Kind
  readonly rows: Output<'tables.preview'>['rows']
  readonly onAnswer: (target: string, word: string, value: string) => void
}

/** Names that nobody has registered: each is one that is here under another name, or is made. */
export function MissingNames({ kind, rows, onAnswer }: MissingNamesProps) {
  const missing = missingNames(kind, rows)
  if (missing.length === 0) return null
  return (
    <ul className="table-import-near" aria-label="没有登记过的名称">
      {missing.slice(0, SHOWN).map((one) => (
        <MissingLine key={`${one.target} ${one.name}`} missing={one} onAnswer={onAnswer} />
      ))}
      {missing.length > SHOWN && <li className="help">还有 {missing.length - SHOWN} 个，处理以后再列出。</li>}
    </ul>
  )
}

interface MissingLineProps extends Pick<MissingNamesProps, 'onAnswer'> {
  readonly missing: MissingName
}

function MissingLine({ missing: { target, field, name, lines }, onAnswer }: MissingLineProps) {
  const to = kindOf(field.to)
  const mayMake = useMayWrite(to)
  const [isMaking, setIsMaking] = useState(false)
  const beginning = beginningOf(to, name, field.levels, today())
  return (
    <li className="table-import-missing">
      <Labeled label={`${field.label}“${name}”没有登记过（${lines} 行），就是`}>
        {(control) => (
          <RefControl
            control={control}
            to={field.to}
            levels={field.levels}
            value={null}
            onChange={(value) => typeof value === 'string' && onAnswer(target, name, value)}
          />
        )}
      </Labeled>
      {mayMake && beginning && (
        <Button onClick={() => setIsMaking(true)}>
          新登记{to.label}“{name}”
        </Button>
      )}
      {isMaking && beginning && (
        <MakeDialog
          kind={to}
          name={name}
          beginning={beginning}
          onMade={(id) => onAnswer(target, name, id)}
          onClose={() => setIsMaking(false)}
        />
      )}
    </li>
  )
}
