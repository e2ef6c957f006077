-- The state goes with each other booking: somebody excused or absent keeps their seat in that session,
-- but their hour is free again.
CREATE OR REPLACE FUNCTION lock_wallet(p_holder uuid, p_at timestamptz) RETURNS json LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM 1 FROM holder WHERE id = p_holder FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  RETURN json_build_object(
    'held', (SELECT coalesce(json_agg(json_build_object('id', p.id, 'expiresOn', p.expires_on) ORDER BY p.expires_on, p.id), '[]')
      FROM pass p WHERE p.holder_id = p_holder AND p.state = 'HELD'),
    'others', (SELECT coalesce(json_agg(json_build_object('id', b.id, 'state', b.state, 'sessionId', b.session_id,
        'startsAt', s.starts_at, 'endsAt', s.ends_at)), '[]')
      FROM booking b JOIN session s ON s.id = b.session_id
      WHERE b.holder_id = p_holder AND b.state <> 'CANCELLED' AND s.ends_at > p_at - interval '1 day'));
END $$;
