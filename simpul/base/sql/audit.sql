-- The audit: one hash chain per place, written only by these functions (owned by the owner role, SECURITY DEFINER).
-- hash = sha256(previous hash || chain|n|at_us|actor|action|subject|detail), text in UTF-8.

CREATE OR REPLACE FUNCTION audit_append(p_chain text, p_action text, p_subject text, p_detail jsonb)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  v_n bigint;
  v_prev bytea;
  v_at bigint := (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
  v_actor text := coalesce(nullif(current_setting('simpul.actor', true), ''), 'system');
  v_hash bytea;
BEGIN
  INSERT INTO base_audithead (chain, n, hash) VALUES (p_chain, 0, '\x') ON CONFLICT (chain) DO NOTHING;
  SELECT n, hash INTO v_n, v_prev FROM base_audithead WHERE chain = p_chain FOR UPDATE;
  v_n := v_n + 1;
  v_hash := sha256(v_prev || convert_to(
    p_chain || '|' || v_n || '|' || v_at || '|' || v_actor || '|' || p_action || '|' || p_subject || '|' || p_detail::text,
    'UTF8'));
  INSERT INTO base_auditrow (chain, n, at_us, actor, action, subject, detail, hash)
    VALUES (p_chain, v_n, v_at, v_actor, p_action, p_subject, p_detail, v_hash);
  UPDATE base_audithead SET n = v_n, hash = v_hash WHERE chain = p_chain;
END $$;

-- Personal records were read: one row for the whole answer, with the ids of the persons.
CREATE OR REPLACE FUNCTION audit_read(p_chain text, p_kind text, p_ids text[], p_purpose text)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT audit_append('read:' || p_chain, 'read', p_kind,
    jsonb_build_object('ids', to_jsonb(p_ids), 'purpose', p_purpose));
$$;

-- A batch of entries entered the journal: one row for each post, not for each entry.
CREATE OR REPLACE FUNCTION audit_entries() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM audit_append(post_id::text, 'entries', min(seq) || '-' || max(seq),
      jsonb_build_object('n', count(*), 'digest', encode(sha256(string_agg(hash, ''::bytea ORDER BY seq)), 'hex')))
    FROM fresh GROUP BY post_id ORDER BY post_id;
  -- Live boards listen: which post has news, nothing of what it says. Whoever says `later` tells it after the commit.
  IF current_setting('simpul.news', true) IS DISTINCT FROM 'later' THEN
    PERFORM pg_notify('simpul_journal', post_id::text) FROM fresh GROUP BY post_id;
  END IF;
  RETURN NULL;
END $$;

-- Any other watched table: which rows, by key, and a digest of what they became.
CREATE OR REPLACE FUNCTION audit_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  v_key text := TG_ARGV[0];
  v_keys jsonb;
  v_digest text;
BEGIN
  IF TG_OP = 'DELETE' THEN
    SELECT jsonb_agg(to_jsonb(s) ->> v_key), encode(sha256(convert_to(coalesce(string_agg(to_jsonb(s)::text, ''
        ORDER BY to_jsonb(s) ->> v_key), ''), 'UTF8')), 'hex') INTO v_keys, v_digest FROM stale s;
  ELSE
    SELECT jsonb_agg(to_jsonb(f) ->> v_key), encode(sha256(convert_to(coalesce(string_agg(to_jsonb(f)::text, ''
        ORDER BY to_jsonb(f) ->> v_key), ''), 'UTF8')), 'hex') INTO v_keys, v_digest FROM fresh f;
  END IF;
  IF v_keys IS NOT NULL THEN
    PERFORM audit_append('system', lower(TG_OP), TG_TABLE_NAME, jsonb_build_object('keys', v_keys, 'digest', v_digest));
  END IF;
  RETURN NULL;
END $$;
