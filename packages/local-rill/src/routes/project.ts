import { type Answer, type Call, json, mustBe, runtimeHost } from '../call.ts'
import { grpcFailed } from '../failed.ts'
import { asking, mustBeKnown } from './credentials.ts'

const all = ['manageProject', 'readProdStatus', 'manageProd', 'readDevStatus', 'manageDev']
const others = ['readProjectMembers', 'manageProjectMembers', 'manageProjectAdmins', 'manageReports', 'manageAlerts']
const managed = [...all, ...others, 'createMagicAuthTokens', 'manageMagicAuthTokens', 'manageBookmarks']
const everybodys = ['readProject', 'readProd', 'readDev', 'createReports', 'createAlerts', 'createBookmarks']

/** The project, and what whoever asks may do with it. */
export function project(call: Call, org: string, name: string): Answer {
  mustBe('GET', call)
  const { state, origin, now } = call
  mustBeKnown(call, org, name)
  const service = asking(call)
  if (!service || service.role === 'none') throw grpcFailed(403, 7, 'does not have permission to read project')
  const isAdmin = service.role === 'admin'
  const permissions = Object.fromEntries([
    ['admin', isAdmin],
    ...everybodys.map((one) => [one, true]),
    ...managed.map((one) => [one, isAdmin || (service.role === 'editor' && /Reports|Alerts|Bookmarks|Dev/.test(one))]),
  ])
  return json({
    project: {
      id: 'f1f2cde9',
      name: state.project,
      orgName: state.organization,
      public: state.isPublic,
      frontendUrl: `${origin}/${state.organization}/${state.project}`,
    },
    deployment: {
      id: '328aca2e',
      environment: 'prod',
      branch: 'main',
      runtimeHost,
      runtimeInstanceId: state.instance,
      status: 'DEPLOYMENT_STATUS_RUNNING',
      updatedOn: new Date(now).toISOString(),
    },
    jwt: 'made for whoever reads the project; the bot reads it nowhere',
    projectPermissions: permissions,
  })
}
