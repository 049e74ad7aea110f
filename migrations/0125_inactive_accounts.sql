-- When the holder of an account was told that it will be closed because nobody uses it; nothing once it is used again.
ALTER TABLE account_credential ADD COLUMN inactivity_noticed_at timestamptz;
