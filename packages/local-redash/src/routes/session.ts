import { isAdmin } from '../access.ts'
import { errorPage } from '../pages.ts'
import type { Route } from '../route.ts'
import { shownSelf } from '../shown/user.ts'

const minute = 60
const hour = 60 * minute
const day = 24 * hour

/** Who a key belongs to, and the version of the server. */
export const session: readonly Route[] = [
  {
    method: 'GET',
    path: 'session',
    answer: ({ caller, version, differs, origin }) => {
      // The token of a dashboard is taken, and then something breaks.
      if (caller.kind !== 'user') return { text: errorPage(500).body, type: errorPage(500).type, status: 500 }
      const config = {
        newVersionAvailable: false,
        version,
        ...(isAdmin(caller) && { showBeaconConsentMessage: true }),
        allowScriptsInUserInput: false,
        showPermissionsControl: false,
        hidePlotlyModeBar: false,
        disablePublicUrls: false,
        allowCustomJSVisualizations: true,
        autoPublishNamedQueries: true,
        extendedAlertOptions: false,
        mailSettingsMissing: false,
        dashboardRefreshIntervals: [minute, 5 * minute, hour, day],
        queryRefreshIntervals: [minute, 5 * minute, hour, day, 7 * day],
        googleLoginEnabled: false,
        ldapLoginEnabled: false,
        pageSize: 20,
        pageSizeOptions: [5, 10, 20, 50, 100],
        tableCellMaxJSONSize: 50000,
        basePath: `${origin}/`,
        dateFormat: 'DD/MM/YY',
        dateFormatList: ['MM/DD/YY', 'DD/MM/YY', 'YYYY-MM-DD'],
        timeFormatList: ['HH:mm:ss.SSS', 'HH:mm:ss', 'HH:mm'],
        dateTimeFormat: 'DD/MM/YY HH:mm',
        integerFormat: '0,0',
        floatFormat: '0,0.00',
        ...differs.clientConfig,
      }
      const user = shownSelf(caller.user, caller.permissions)
      return { json: { user, messages: [], org_slug: 'default', client_config: config } }
    },
  },
]
