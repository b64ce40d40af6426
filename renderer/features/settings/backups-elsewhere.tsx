import { Alert, Button } from 'antd'
import { backupElsewhereText, formerText } from '../../../shared/backups/words'
import type { Output } from '../../../shared/contract'
import { useRpc, useTransport } from '../../engine/engine-context'
import { useMay } from '../../engine/session'
import { useCall } from '../../engine/use-call'
import { Section } from '../../ui/page'
import { localMinute } from '../../ui/today'
import { useBusy } from '../../ui/use-busy'

/**
 * Backups on sticks and in other folders, which the program can not seal anew. @param only those that the passphrase of
 * somebody removed opens
 */
export function BackupsElsewhere({ only }: { readonly only?: 'former' }) {
  const { data } = useCall('safety.elsewhere', {})
  const backups = data?.backups ?? []
  const shown = only ? backups.filter(({ former }) => former.length > 0) : backups
  const warning = formerText(backups)
  if (shown.length === 0) return null
  return (
    <Section title="别处的备份">
      {warning && <Alert type="warning" showIcon title={warning} />}
      <ul className="lines">
        {shown.map((backup) => (
          <Elsewhere key={`${backup.folder} ${backup.file}`} backup={backup} />
        ))}
      </ul>
    </Section>
  )
}

function Elsewhere({ backup }: { readonly backup: Output<'safety.elsewhere'>['backups'][number] }) {
  const rpc = useRpc()
  const { files } = useTransport()
  const { busy, run } = useBusy()
  const mayForget = useMay('profile.manage')
  const { file, folder } = backup
  // A browser does not say where its downloads go.
  const place = files.show === null ? '浏览器的下载文件夹' : folder
  const forget = async (): Promise<void> => {
    await rpc.safety.forgetElsewhere({ file, folder })
  }
  return (
    <li>
      <span>{backupElsewhereText({ ...backup, folder: place }, localMinute)}</span>
      {mayForget && (
        <Button size="small" loading={busy} aria-label={`已销毁 ${file}`} onClick={() => run(forget)}>
          已销毁
        </Button>
      )}
    </li>
  )
}
