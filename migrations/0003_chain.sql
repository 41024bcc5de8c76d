-- The ledger's chain: numbered and hashed by the database itself, so that no code path can write around it.
-- What is hashed is written down a second time in src/domain/ledger.ts, and the two are compared by tests.

CREATE FUNCTION netstring(value text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN value IS NULL THEN '-,'
    ELSE octet_length(convert_to(value, 'UTF8')) || ':' || value || ',' END
$$;
--> statement-breakpoint
CREATE FUNCTION iso_instant(at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;
--> statement-breakpoint
CREATE FUNCTION consent_hash(e consent_event) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(
    netstring(e.prev_hash) || netstring(e.number::text) || netstring(e.id::text) || netstring(e.patient_id)
    || netstring(e.purpose) || netstring(e.channel) || netstring(e.binding_id::text) || netstring(e.act)
    || netstring(e.mechanism) || netstring(e.strength::text) || netstring(e.notice_version)
    || netstring(e.notice_hash) || netstring(e.detail_hash) || netstring(e.actor)
    || netstring(e.inbound_id::text) || netstring(e.reason_id::text)
    || netstring(iso_instant(e.expires_at)) || netstring(iso_instant(e.at)), 'UTF8')), 'hex')
$$;
--> statement-breakpoint
ALTER TABLE consent_event DISABLE TRIGGER consent_event_append_only;
--> statement-breakpoint
-- What was recorded before the chain began: its words move to where they can be erased, it runs out by its
-- purpose's term like any other agreement, then it is linked.
DO $$
DECLARE
  e consent_event;
  last consent_head;
  salt text;
BEGIN
  FOR e IN SELECT * FROM consent_event ORDER BY patient_id, seq LOOP
    IF e.wording IS NOT NULL OR e.document IS NOT NULL THEN
      salt := replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
      INSERT INTO consent_detail (event_id, salt, wording, document) VALUES (e.id, salt, e.wording, e.document);
      e.detail_hash := encode(sha256(convert_to(
        netstring(salt) || netstring(e.wording) || netstring(e.document), 'UTF8')), 'hex');
    END IF;
    IF e.act = 'given' THEN
      e.expires_at := (e.at AT TIME ZONE 'UTC' + CASE
        WHEN e.purpose = 'wellbeing' THEN interval '30 days'
        WHEN e.purpose IN ('hygiene', 'checkup', 'offers', 'greeting') THEN interval '12 months'
        ELSE interval '24 months' END) AT TIME ZONE 'UTC';
    END IF;
    SELECT * INTO last FROM consent_head WHERE patient_id = e.patient_id;
    e.number := coalesce(last.number, 0) + 1;
    e.prev_hash := coalesce(last.hash, '');
    e.hash := consent_hash(e);
    UPDATE consent_event SET number = e.number, detail_hash = e.detail_hash, expires_at = e.expires_at,
      prev_hash = e.prev_hash, hash = e.hash WHERE id = e.id;
    INSERT INTO consent_head VALUES (e.patient_id, e.number, e.hash)
      ON CONFLICT (patient_id) DO UPDATE SET number = excluded.number, hash = excluded.hash;
  END LOOP;
END $$;
--> statement-breakpoint
ALTER TABLE consent_event ENABLE TRIGGER consent_event_append_only;
--> statement-breakpoint
CREATE UNIQUE INDEX consent_chain ON consent_event USING btree (patient_id, number);
--> statement-breakpoint
CREATE FUNCTION chain_consent() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last consent_head;
BEGIN
  -- One entry of a patient after another, whoever writes.
  PERFORM 1 FROM patient WHERE id = NEW.patient_id FOR NO KEY UPDATE;
  SELECT * INTO last FROM consent_head WHERE patient_id = NEW.patient_id;
  NEW.number := coalesce(last.number, 0) + 1;
  NEW.prev_hash := coalesce(last.hash, '');
  NEW.hash := consent_hash(NEW);
  INSERT INTO consent_head VALUES (NEW.patient_id, NEW.number, NEW.hash)
    ON CONFLICT (patient_id) DO UPDATE SET number = excluded.number, hash = excluded.hash;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER consent_event_chained BEFORE INSERT ON consent_event
  FOR EACH ROW EXECUTE FUNCTION chain_consent();
--> statement-breakpoint
CREATE TRIGGER notice_append_only BEFORE UPDATE OR DELETE ON notice
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER consent_detail_kept BEFORE UPDATE ON consent_detail
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER decision_append_only BEFORE UPDATE OR DELETE ON decision
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER notice_no_truncate BEFORE TRUNCATE ON notice
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER consent_detail_no_truncate BEFORE TRUNCATE ON consent_detail
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER consent_head_kept BEFORE TRUNCATE ON consent_head
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER decision_no_truncate BEFORE TRUNCATE ON decision
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
