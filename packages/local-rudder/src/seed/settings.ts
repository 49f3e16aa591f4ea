import type { Property } from '../state.ts'

/** The settings of a server where nobody changed much: agents run every 5 minutes, change requests are off. */
export const settingsOf = (): Record<string, unknown> => ({
  allowed_networks: [{ id: 'root', allowed_networks: ['10.0.0.0/8'] }],
  change_message_prompt: 'Please enter a reason explaining this change.',
  display_recent_changes_graphs: true,
  enable_change_message: true,
  enable_change_request: false,
  enable_javascript_directives: 'enabled',
  enable_self_deployment: true,
  enable_self_validation: false,
  enable_validate_all: false,
  first_run_hour: 0,
  first_run_minute: 0,
  global_policy_mode: 'enforce',
  global_policy_mode_overridable: true,
  heartbeat_frequency: 1,
  mandatory_change_message: false,
  modified_file_ttl: 30,
  node_accept_duplicated_hostname: false,
  node_onaccept_default_policyMode: 'default',
  node_onaccept_default_state: 'enabled',
  output_file_ttl: 7,
  reporting_mode: 'full-compliance',
  require_time_synchronization: true,
  rudder_compute_changes: true,
  rudder_generation_delay: '0 seconds',
  rudder_generation_policy: 'all',
  rudder_report_protocol_default: 'HTTPS',
  run_frequency: 5,
  send_metrics: 'not_defined',
  splay_time: 4,
})

/** Global properties, of which one is a secret. */
export const propertiesOf = (): Property[] => [
  { id: 'ntp', value: { servers: ['ntp1.acme.net', 'ntp2.acme.net'] }, description: 'Time servers' },
  { id: 'proxy_password', value: 'play-secret-of-proxy', description: 'For the proxy of packages' },
  {
    id: 'rudder',
    value: { compliance_expiration_policy: { mode: 'expire_immediately' } },
    description: 'rudder system config',
    provider: 'system',
  },
]
