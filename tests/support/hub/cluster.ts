import { postgresFolder } from '../../../build/needs.mjs'
import { type OwnServer, type ServerWishes, startServer } from '../../../electron/bench/hub/server'
import { asked } from '../machine/needs'
import { testsFolder } from '../machine/tests-folder'

/** A PostgreSQL server of this test file's own. */
export type Cluster = OwnServer

/** @see startServer. @throws Error when the server does not come up, or the test did not ask for PostgreSQL */
export async function startCluster({
  settings = () => [],
}: Partial<Pick<ServerWishes, 'settings'>> = {}): Promise<Cluster> {
  asked('postgres')
  return await startServer({
    programs: postgresFolder() ?? '',
    within: testsFolder(),
    settings: (folder) => ['max_connections=120', ...settings(folder)],
  })
}
