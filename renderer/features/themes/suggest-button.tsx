import { Button } from 'antd'
import type { ThemeGrid } from '../../../shared/themes/grid'
import { suggestedFor } from '../../../shared/themes/suggested'
import { useRpc } from '../../engine/engine-context'
import { attempt } from '../../ui/errors'
import { newOperation } from '../../ui/operation'
import { showToast } from '../../ui/toasts'

/** Fills the months that have no theme yet with the usual ones, while there are such months; one click takes them back. */
export function SuggestButton({ grid: { year, themes } }: { grid: ThemeGrid }) {
  const rpc = useRpc()
  const open = suggestedFor(
    year,
    themes.map(({ month }) => month),
  )
  if (open.length === 0) return null
  const fill = async (): Promise<void> => {
    const { ids } = await rpc.themes.suggest({ year, operation: newOperation() })
    const takeBack = async (): Promise<void> => {
      for (const id of ids) await rpc.records.delete({ id, operation: newOperation() })
      showToast('已撤销')
    }
    showToast(`已填入 ${ids.length} 个主题，点主题可以修改`, {
      action: { label: '撤销', run: () => attempt(takeBack) },
    })
  }
  return (
    <Button title="按全国通行的宣传日、宣传月填入，已有主题的月份不变" onClick={() => attempt(fill)}>
      填入建议的主题
    </Button>
  )
}
