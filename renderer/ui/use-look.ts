import type { ThemeConfig } from 'antd'
import { useLayoutEffect, useMemo, useSyncExternalStore } from 'react'
import { usePreferences } from './preferences'
import { cssVariables, type Scheme, themeFor } from './theme'

const asked = {
  forced: matchMedia('(forced-colors: active)'),
  contrast: matchMedia('(prefers-contrast: more)'),
  dark: matchMedia('(prefers-color-scheme: dark)'),
} as const

/** What the system asks for; forced colours before all. */
function schemeOfSystem(): Scheme {
  if (asked.forced.matches) return 'forced'
  if (asked.contrast.matches) return 'contrast'
  return asked.dark.matches ? 'dark' : 'light'
}

function subscribe(listener: () => void): () => void {
  for (const query of Object.values(asked)) query.addEventListener('change', listener)
  return () => {
    for (const query of Object.values(asked)) query.removeEventListener('change', listener)
  }
}

/** The scheme that is shown: the person's, unless the system forces its own. */
export function useScheme(): Scheme {
  const chosen = usePreferences((state) => state.scheme)
  const system = useSyncExternalStore(subscribe, schemeOfSystem)
  return chosen === 'auto' || system === 'forced' ? system : chosen
}

/** Gives the window its colours, type size and density, and answers antd's part of them. */
export function useLook(): ThemeConfig {
  const size = usePreferences((state) => state.typeSize)
  const density = usePreferences((state) => state.density)
  const scheme = useScheme()
  useLayoutEffect(() => {
    const { dataset, style } = document.documentElement
    dataset.size = String(size)
    dataset.density = density
    dataset.scheme = scheme
    for (const [name, value] of Object.entries(cssVariables(scheme))) style.setProperty(name, value)
  }, [size, density, scheme])
  return useMemo(() => themeFor(size, scheme), [size, scheme])
}
