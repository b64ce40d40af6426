import { Tabs, type TabsProps } from 'antd'

/** Tabs whose list has a name in the accessibility tree; antd has no property for it. */
export function NamedTabs({ name, ...tabs }: TabsProps & { readonly name: string }) {
  return (
    <Tabs
      {...tabs}
      ref={(made) => {
        made?.nativeElement?.querySelector('[role=tablist]')?.setAttribute('aria-label', name)
      }}
    />
  )
}
