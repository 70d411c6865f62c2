-- Customers who want to be forgotten.

-- When that is done; NULL: nobody has asked for it.
ALTER TABLE users ADD COLUMN forget_at BIGINT;
CREATE INDEX users_leaving ON users (forget_at, id) WHERE forget_at IS NOT NULL;

-- Whether a picture that something else shows no more is still somebody's proof.
CREATE INDEX order_proofs_photo ON order_proofs (photo_id);
