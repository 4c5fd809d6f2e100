/**
 * The functions a query may call, by name; those behind operators and casts come on top. A list of what is allowed, because a list of what
 * is dangerous is never complete: `set_config` puts the role down, `query_to_xml` and `ts_stat` run a text as a query past the estimate of
 * its cost, `pg_read_file` reads the disk, `pg_sleep` and locks hold the one thread of the database, `factorial`, `repeat`, `lpad` and
 * `format` can take all its time or memory. Add a name when it reads its arguments alone, changes nothing, and ends.
 */
export const consoleFunctions: readonly string[] = [
  // aggregates
  'count', 'sum', 'avg', 'min', 'max', 'any_value', 'bool_and', 'bool_or', 'every', 'bit_and', 'bit_or', 'array_agg', 'string_agg', 'json_agg', 'jsonb_agg', 'json_object_agg', 'jsonb_object_agg',
  'stddev', 'stddev_pop', 'stddev_samp', 'variance', 'var_pop', 'var_samp', 'corr', 'covar_pop', 'covar_samp', 'regr_slope', 'regr_intercept', 'regr_r2', 'regr_count', 'mode', 'percentile_cont', 'percentile_disc', 'grouping',
  // windows
  'row_number', 'rank', 'dense_rank', 'percent_rank', 'cume_dist', 'ntile', 'lag', 'lead', 'first_value', 'last_value', 'nth_value',
  // numbers
  'abs', 'ceil', 'ceiling', 'floor', 'round', 'trunc', 'sign', 'mod', 'div', 'sqrt', 'cbrt', 'ln', 'log10', 'gcd', 'lcm', 'width_bucket', 'scale', 'min_scale', 'trim_scale', 'num_nulls', 'num_nonnulls',
  // texts
  'length', 'char_length', 'character_length', 'octet_length', 'lower', 'upper', 'initcap', 'substr', 'substring', 'left', 'right', 'btrim', 'ltrim', 'rtrim', 'replace', 'translate', 'reverse', 'position', 'strpos', 'starts_with',
  'split_part', 'concat', 'concat_ws', 'ascii', 'chr', 'md5', 'sha256', 'encode', 'decode', 'convert_to', 'overlay', 'to_hex', 'normalize', 'is_normalized', 'string_to_array', 'string_to_table',
  'regexp_match', 'regexp_matches', 'regexp_replace', 'regexp_count', 'regexp_instr', 'regexp_like', 'regexp_substr', 'regexp_split_to_array', 'regexp_split_to_table', 'similar_to_escape', 'like_escape', 'quote_literal', 'quote_nullable',
  // times
  'date_trunc', 'date_part', 'date_bin', 'date_add', 'date_subtract', 'extract', 'age', 'timezone', 'to_char', 'to_timestamp', 'to_date', 'to_number', 'make_date', 'make_time', 'make_timestamp', 'make_timestamptz', 'make_interval', 'justify_days', 'justify_hours', 'justify_interval', 'isfinite', 'now', 'overlaps',
  // lists and JSON
  'array_length', 'array_position', 'array_positions', 'array_to_string', 'array_remove', 'array_replace', 'array_append', 'array_prepend', 'array_cat', 'array_upper', 'array_lower', 'array_ndims', 'array_to_json', 'cardinality', 'unnest', 'generate_series',
  'to_json', 'to_jsonb', 'row_to_json', 'json_build_object', 'jsonb_build_object', 'json_build_array', 'jsonb_build_array', 'jsonb_array_elements', 'jsonb_array_elements_text', 'jsonb_array_length', 'jsonb_each', 'jsonb_each_text', 'jsonb_object_keys', 'jsonb_typeof', 'jsonb_extract_path', 'jsonb_extract_path_text', 'jsonb_pretty',
  'json_array_elements', 'json_array_elements_text', 'json_array_length', 'json_each', 'json_each_text', 'json_object_keys', 'json_typeof', 'json_extract_path', 'json_extract_path_text',
];
