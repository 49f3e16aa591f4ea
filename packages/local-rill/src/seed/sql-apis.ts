import type { Api } from '../state.ts'

const numbers = (count: string) =>
  `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${count}) SELECT i FROM n`

/** The APIs in plain SQL: no policy of a view holds for them, and arguments go into the SQL as they are. */
export const sqlApis = (): Api[] => [
  {
    name: 'publisher_summary',
    sql: `SELECT publisher, COUNT(*) AS bids, ROUND(AVG(bid_price), 4) AS avg_bid FROM ads WHERE domain = '{{ .args.domain }}'
      {{ if hasKey .args "publisher" }} AND publisher = '{{ .args.publisher }}' {{ end }}
      GROUP BY publisher ORDER BY publisher LIMIT {{ default 25 .args.limit }} OFFSET {{ default 0 .args.offset }}`,
  },
  {
    name: 'documented_get',
    summary: 'Bids of one region',
    sql: "SELECT region, COUNT(*) AS bids FROM ads WHERE region = '{{ .args.region }}' GROUP BY region",
    parameters: [
      {
        name: 'region',
        in: 'query',
        required: true,
        description: 'Region code',
        schema: { type: 'string', enum: ['eu', 'us', 'apac'] },
      },
    ],
  },
  {
    name: 'my_domain',
    sql: "SELECT domain, COUNT(*) AS bids FROM ads WHERE domain = '{{ .user.domain }}' GROUP BY domain",
  },
  {
    name: 'whoami',
    summary: 'What the policies of this project know of you',
    sql: "SELECT '{{ .user.email }}' AS email, '{{ .user.domain }}' AS domain, '{{ .user.admin }}' AS admin, '{{ .user.name }}' AS name, '{{ .user.groups }}' AS groups, '{{ .user.region }}' AS region, '{{ .user.customer_id }}' AS customer_id, '{{ .export }}' AS export",
  },
  {
    name: 'admin_only',
    sql: 'SELECT publisher, SUM(bid_price) AS spend FROM ads GROUP BY publisher ORDER BY publisher',
    access: '{{ .user.admin }}',
  },
  {
    name: 'user_admin_if',
    sql: 'SELECT domain, COUNT(*) AS bids {{ if .user.admin }}, SUM(bid_price) AS spend {{ end }} FROM ads GROUP BY domain ORDER BY domain',
  },
  { name: 'user_unquoted', sql: 'SELECT COUNT(*) AS n FROM ads WHERE bid_price > {{ .user.min_price }}' },
  { name: 'user_tier', sql: `SELECT {{ if eq .user.tier "gold" }} 'gold' {{ else }} 'other' {{ end }} AS tier` },
  {
    name: 'user_groups',
    sql: 'SELECT region, COUNT(*) AS bids FROM ads WHERE region IN {{ as_sql_list .user.groups }} GROUP BY region ORDER BY region',
  },
  {
    name: 'ad_rows',
    sql: `SELECT a.bid_id, b.i FROM ads a, (${numbers('{{ default 1 .args.mult }}')}) b ORDER BY 1, 2`,
  },
  { name: 'rows', sql: numbers('{{ default 3 .args.n }}') },
  { name: 'empty', sql: 'SELECT publisher, domain FROM ads WHERE 1 = 0' },
  { name: 'echo', sql: "SELECT '{{ .args.x }}' AS x" },
  { name: 'echo_num', sql: 'SELECT {{ .args.n }} AS n, typeof({{ .args.n }}) AS t' },
  { name: 'echo_quote', sql: 'SELECT {{ .args.x | squote }} AS squoted' },
  {
    name: 'echo_list',
    sql: 'SELECT region, COUNT(*) AS bids FROM ads WHERE region IN {{ as_sql_list .args.regions }} GROUP BY region ORDER BY region',
  },
  {
    name: 'by_publisher_list',
    sql: 'SELECT publisher, COUNT(*) AS bids FROM ads WHERE publisher IN {{ as_sql_list .args.publishers }} GROUP BY publisher ORDER BY publisher',
  },
  {
    name: 'has_key',
    sql: `SELECT '{{ if hasKey .args "x" }}yes{{ else }}no{{ end }}' AS has_x, '{{ default "dflt" .args.x }}' AS x`,
  },
  {
    name: 'sprig_safe',
    sql: `SELECT publisher, COUNT(*) AS bids FROM ads WHERE publisher = '{{ .args.publisher | default "" | replace "'" "''" }}' GROUP BY publisher`,
  },
  { name: 'int_arg', sql: 'SELECT bid_id FROM ads ORDER BY bid_id LIMIT {{ .args.limit | int }}' },
  {
    name: 'types',
    sql: `SELECT 42 AS int32, 9007199254740993 AS int64, 1.5 AS dbl, 0.1 AS flt, NULL AS nul, 'it''s "x" <b>&é€😀' AS str, '2026-03-01' AS d, '2026-03-01T12:34:56.789Z' AS ts`,
  },
  { name: 'wide_cols', sql: 'SELECT 1 AS z_first, 2 AS a_second, 3 AS "Weird Name", 4 AS "$dollar"' },
  { name: 'Mixed-Case', sql: 'SELECT 1 AS one' },
  { name: 'with space', sql: 'SELECT 1 AS one' },
  {
    name: 'reports/daily',
    sql: "SELECT time_floor(ts, 'day', 'UTC') AS day, COUNT(*) AS bids FROM ads GROUP BY 1 ORDER BY 1 LIMIT 3",
  },
  {
    name: 'weekly',
    sql: "SELECT time_floor(ts, 'week', 'UTC') AS week, COUNT(*) AS bids FROM ads GROUP BY 1 ORDER BY 1 LIMIT 3",
  },
  { name: 'sql', sql: "SELECT 'project api named sql' AS who" },
  { name: 'broken_sql', sql: 'SELECT nope FROM no_such_table' },
  { name: 'broken_syntax', sql: 'SELEC publisher FROM ads' },
  { name: 'broken_template', sql: 'SELECT 0 AS n' },
  { name: 'broken_template_parse', sql: 'SELECT {{ .args.x | nosuchfunc }} AS n' },
  { name: 'slow', summary: 'A query that computes for a long time', sql: 'SELECT 1 AS n', takes: 20_000 },
]
