import { Alert, Button } from 'antd'
import { useState } from 'react'
import { elsewhereText, readPaperNumber } from '../../../shared/paper/paper-number'
import { useSession } from '../../engine/session'
import { Section } from '../../ui/page'
import { type AuditSearch, auditFilterOf } from './audit-search'
import { AuditSearchForm } from './audit-search-form'
import { AuditTable } from './audit-table'
import { useAuditEntries } from './use-audit-entries'

/** 操作日志: the number on a sheet of paper leads to who made it, when, and of what. */
export function AuditLog() {
  const { site } = useSession()
  const { entries, busy, look, more } = useAuditEntries()
  const [elsewhere, setElsewhere] = useState<string>()
  const lookFor = (search: AuditSearch): void => {
    const number = readPaperNumber(search.number)
    setElsewhere(number && elsewhereText(number, site.letter))
    look(auditFilterOf(search))
  }
  return (
    <Section title="操作日志">
      <p className="help">
        打印和导出的材料页脚均有编号，在这里可以查到操作人、时间和对象。只记录本机上的操作，不含填写的内容，不能修改。
      </p>
      <AuditSearchForm letter={site.letter} busy={busy} onLook={lookFor} />
      {elsewhere !== undefined && <Alert type="warning" showIcon title={elsewhere} />}
      {entries && <AuditTable entries={entries} busy={busy} />}
      {more && (
        <Button loading={busy} onClick={more}>
          显示更早的
        </Button>
      )}
    </Section>
  )
}
