import type { RillState } from '../state.ts'
import { metricsApis } from './metrics-apis.ts'
import { services, users } from './people.ts'
import { sqlApis } from './sql-apis.ts'
import { views } from './views.ts'

/** What a local Rill begins with, the same each time. */
export const seeded = (): RillState => ({
  organization: 'acme-org',
  project: 'ads',
  instance: '5f0a2f8e1c7d4b39',
  isPublic: false,
  apis: [...metricsApis(), ...sqlApis()],
  views: views(),
  users: users(),
  services: services(),
  isDeployed: true,
  settling: [],
  handshakes: new Map(),
  mostHandshakes: 180,
})
