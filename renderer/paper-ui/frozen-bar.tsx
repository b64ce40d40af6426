import { Alert, Button, Popconfirm } from 'antd'
import { type FrozenMark, type SignedOff, signedText, WITHOUT_ROWS } from '../../shared/paper/frozen'
import { useAtHub } from '../engine/at-hub'
import { useMay } from '../engine/session'
import { setHashQuery, useHashQuery } from '../ui/hash-route'
import { HashText } from '../ui/hash-text'
import { showToast } from '../ui/toasts'
import { localMinute } from '../ui/today'
import { useBusy } from '../ui/use-busy'
import { DifferencesDrawer } from './differences-drawer'

interface FrozenBarProps {
  /** The one that is shown, and all of its place, the newest first. */
  readonly page: { readonly frozen: FrozenMark | null; readonly others: readonly FrozenMark[] }
  /** Signs what the records say now. */
  readonly freeze: () => Promise<SignedOff>
}

/** Whether the page is one that was signed off, what has changed since, and the button that signs. */
export function FrozenBar({ page, freeze }: FrozenBarProps) {
  // In the address, so that ← from a record opens the comparison again.
  const comparing = useHashQuery().get('compare')
  const atHub = useAtHub()
  const { frozen, others } = page
  const [newest] = others
  if (!newest) return <FreezeButton freeze={freeze} again={false} />
  const shown = frozen ?? newest
  const older = others.filter(({ id }) => id !== shown.id)
  return (
    <>
      <Alert
        type={frozen ? 'success' : 'info'}
        showIcon
        title={
          frozen
            ? `这是${localMinute(frozen.at)}${signedText(frozen)}的报表，以后改动记录不影响它。`
            : `这是按现在的记录计算的，尚未定稿；已定稿的是${localMinute(newest.at)}的那一份。`
        }
        description={
          <div className="button-row">
            {frozen && (
              <span>
                校验值 <HashText hash={frozen.hash} />
              </span>
            )}
            {!atHub && (
              <Button size="small" onClick={() => setHashQuery({ compare: shown.id })}>
                与已上报差异
              </Button>
            )}
            <Button size="small" onClick={() => setHashQuery({ version: frozen ? 'live' : undefined })}>
              {frozen ? '按现在的记录查看' : '查看定稿'}
            </Button>
            {frozen &&
              older.map(({ id, at }) => (
                <Button key={id} size="small" onClick={() => setHashQuery({ version: id })}>
                  {localMinute(at)}的一份
                </Button>
              ))}
          </div>
        }
      />
      {frozen ? null : <FreezeButton freeze={freeze} again />}
      {comparing !== null && !atHub && (
        <DifferencesDrawer id={comparing} onClose={() => setHashQuery({ compare: undefined })} />
      )}
    </>
  )
}

function FreezeButton({ freeze: sign, again }: { freeze: FrozenBarProps['freeze']; again: boolean }) {
  const may = useMay('report.freeze')
  const { busy, run } = useBusy()
  if (!may) return null
  const freeze = async (): Promise<void> => {
    const { title, keepsRows } = await sign()
    setHashQuery({ version: undefined })
    showToast(`已定稿：${title}${keepsRows ? '' : `。${WITHOUT_ROWS}`}`)
  }
  return (
    <div className="freeze">
      <Popconfirm
        title="将这份报表定稿？"
        description="保存现在的数字、文字和记录；以后打开和打印的都是这一份。记录改动后可以查看差异，也可以重新定稿。"
        okText="定稿"
        cancelText="取消"
        onConfirm={() => void run(freeze)}
      >
        <Button loading={busy}>{again ? '重新定稿' : '定稿'}</Button>
      </Popconfirm>
    </div>
  )
}
