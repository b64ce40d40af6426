import { useTransport } from './engine-context'

/** Whether the page shows a hub's database: for reading, with accounts instead of a profile. */
export const useAtHub = (): boolean => useTransport().host.kind === 'hub'
