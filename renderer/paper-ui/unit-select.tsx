import { RefControl } from '../kinds-ui/controls/ref-control'
import { setHashQuery } from '../ui/hash-route'
import { Labeled } from '../ui/labeled'

/** Of which unit and all under it; empty: all. It stands in the address as `unit`; a version signed off is of one unit only. */
export function UnitSelect({ unit }: { readonly unit: string | undefined }) {
  return (
    <Labeled label="单位">
      {(control) => (
        <RefControl
          control={control}
          to="unit"
          placeholder="全部"
          value={unit ?? null}
          onChange={(id) =>
            setHashQuery({ unit: typeof id === 'string' ? id : undefined, version: undefined })
          }
        />
      )}
    </Labeled>
  )
}
