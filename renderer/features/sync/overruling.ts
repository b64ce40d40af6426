import type { SiteRole } from '../../../shared/sync/manifest'

/** What an import refuses by itself and takes once somebody has asked the sender. */
export type Accepted = {
  readonly acceptClosed: boolean
  readonly acceptForgotten: boolean
}

interface Overruling {
  readonly accept: Partial<Accepted>
  /** What the button says. */
  readonly label: string
}

type Overrulings = Readonly<Record<string, Overruling>>

/** Whoever lets others in may overrule a refusal after asking them: what then is accepted. */
const overVouched = (whom: string): Overrulings => ({
  'bundle.revoked-sender': { accept: { acceptClosed: true }, label: `已与${whom}核实，查看内容` },
  'bundle.forgotten-sender': {
    accept: { acceptForgotten: true },
    label: `已与${whom}核实，重新认可这台电脑`,
  },
})

/** Refusals that a manager may overrule. A laptop lets nobody in but another machine of its district. */
const overruled: Readonly<Record<SiteRole, Overrulings>> = {
  street: {
    'bundle.revoked-sender': { accept: { acceptClosed: true }, label: '已与区级单位核实，查看内容' },
  },
  district: overVouched('街道'),
  city: overVouched('区级单位'),
  province: overVouched('市级单位'),
}

/** How a manager at such a site may overrule a refusal; undefined where nobody may. */
export function overrulingOf(role: SiteRole, code: string): Overruling | undefined {
  return overruled[role][code]
}
