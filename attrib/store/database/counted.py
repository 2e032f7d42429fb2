"""What a sound database has none of, and how to count it."""

# Each is answered by scans and look-ups in an index, so that its cost grows as the database does. No index begins with
# the document of a statement: `current IN (true, false)` before it lets that of positions answer.
COUNTED = {
    "statements have no search text": """
        SELECT count(*) FROM statements s WHERE NOT EXISTS (
        SELECT 1 FROM search_text t WHERE t.statement_number = s.number)""",
    "statements disagree with their extraction on being current": """
        SELECT count(*) FROM statements s JOIN extractions e ON e.document_key = s.document_key AND e.run_id = s.run_id
        WHERE s.current != (e.current AND NOT s.rejected)""",
    "documents do not have one current extraction": """
        SELECT count(*) FROM (SELECT document_key FROM extractions JOIN documents ON key = document_key
        WHERE NOT deleted AND replaced_by IS NULL GROUP BY document_key
        HAVING sum(CASE WHEN current THEN 1 ELSE 0 END) != 1) AS odd""",
    "deleted or replaced documents have a current extraction": """
        SELECT count(*) FROM extractions JOIN documents ON key = document_key
        WHERE current AND (deleted OR replaced_by IS NOT NULL)""",
    "extractions lack some of their statements": """
        SELECT count(*) FROM extractions e LEFT JOIN (
        SELECT document_key, run_id, count(*) AS found FROM statements WHERE NOT added GROUP BY document_key, run_id) s
        ON s.document_key = e.document_key AND s.run_id = e.run_id WHERE e.statements != coalesce(s.found, 0)""",
    "statements begin or end elsewhere than their quotes": """
        SELECT count(*) FROM statements s JOIN (
            SELECT statement_number, min(start) AS first, max("end") AS last FROM spans WHERE role = 'content'
            GROUP BY statement_number) q ON q.statement_number = s.number
        WHERE s.start != q.first OR s."end" != q.last""",
    "statements have no quote": """
        SELECT count(*) FROM statements s WHERE NOT EXISTS (
        SELECT 1 FROM spans p WHERE p.statement_number = s.number AND p.role = 'content')""",
    "statements that people added are shown without a review that says so": """
        SELECT count(*) FROM statements s WHERE s.added AND s.machine IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM reviews r WHERE r.document_key = s.document_key AND r.undone_at IS NULL
        AND r.field IN ('added', 'quote'))""",
    "statements that people added and took back are shown": """
        SELECT count(*) FROM statements s WHERE s.added AND s.machine IS NULL AND NOT s.rejected""",
    "reviews of added statements and quotes lack their words": """
        SELECT count(*) FROM reviews
        WHERE field IN ('added', 'quote') AND (details IS NULL OR corrected_value IS NULL)""",
    "reviews say that they followed to a review that is not there": """
        SELECT count(*) FROM reviews r WHERE r.followed_by IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM reviews f WHERE f.id = r.followed_by)""",
    "statements that people added stand in no run of their article": """
        SELECT count(*) FROM reviews r JOIN extractions e ON e.document_key = r.document_key
        WHERE r.field = 'added' AND r.undone_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM statements s WHERE s.document_key = e.document_key AND s.run_id = e.run_id
        AND s.current IN (true, false) AND s.machine IS NOT NULL AND s.start < r."end" AND s."end" > r.start)""",
    "utterances are in another claim than the one they name": """
        SELECT count(*) FROM utterances u WHERE NOT EXISTS (
        SELECT 1 FROM utterances n WHERE n.key = u.meaning AND n.meaning = u.meaning AND n.key <= u.key)""",
    "documents are copies of one that is a copy, deleted or replaced": """
        SELECT count(*) FROM documents d JOIN documents f ON f.key = d.copy_of
        WHERE f.copy_of IS NOT NULL OR f.deleted OR f.replaced_by IS NOT NULL""",
    "reviews lie outside the text of their document": """
        SELECT count(*) FROM reviews r JOIN documents d ON d.key = r.document_key
        WHERE r.start < 0 OR r.start >= r."end" OR r."end" > length(d.text)""",
    "blocks of sentence vectors have a size that does not fit their number": """
        SELECT count(*) FROM vector_blocks
        WHERE length(numbers) != 8 * count OR length(scales) != 4 * count OR length(vectors) % count != 0""",
    "statements are copied in documents that are no copies": """
        SELECT count(*) FROM statements s JOIN documents d ON d.key = s.document_key
        WHERE s.copied AND d.copy_of IS NULL""",
    "documents have printed lines outside their text": """
        SELECT count(*) FROM documents d JOIN (
            SELECT document_key, min(start) AS first, max("end") AS last, min("end" - start) AS shortest,
            min(page) AS page FROM printed_lines GROUP BY document_key) l ON l.document_key = d.key
        WHERE l.first < 0 OR l.last > length(d.text) OR l.shortest < 1 OR l.page < 1""",
    "names cannot be found by their words": """
        SELECT count(*) FROM (
            SELECT key AS name FROM actors UNION SELECT folded FROM aliases UNION SELECT key FROM terms) n
        WHERE n.name != '' AND NOT EXISTS (SELECT 1 FROM name_parts p WHERE p.part = n.name AND p.name = n.name)""",
    "statements are not shown under their canonical actor": """
        SELECT count(*) FROM statements s JOIN actors a ON a.id = coalesce(s.own_actor_id, s.actor_id)
        WHERE s.actor_id != coalesce(a.canonical_id, a.id)""",
}
