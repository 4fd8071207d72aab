/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Components under random batches of changes against a graph searched from scratch. */
#include "geometry/sx-components-private.h"

#include <math.h>
#include <string.h>

#define MAX_NODES 400

typedef struct
{
  guint n;
  double reach;
  double x[MAX_NODES], y[MAX_NODES];
  gint64 weight[MAX_NODES];
  gboolean in[MAX_NODES];
  gboolean is_hub[MAX_NODES]; /* a neighbour of all */
  guint32 least[MAX_NODES];   /* the least node of the same component; found from scratch */
  /* by component number, of the time before the batch */
  guint old_limit;
  guint32 *old_of; /* of every node */
  guint *old_size;
  SxComponents *components;
} Model;

static gboolean
are_neighbours (const Model *m, guint32 a, guint32 b)
{
  return a != b && (m->is_hub[a] || m->is_hub[b] || hypot (m->x[a] - m->x[b], m->y[a] - m->y[b]) <= m->reach);
}

static void
search_from_scratch (Model *m)
{
  guint32 stack[MAX_NODES];

  memset (m->least, 0xff, sizeof m->least);
  for (guint32 start = 0; start < m->n; start++)
    {
      guint depth = 0;

      if (!m->in[start] || m->least[start] != NONE)
        continue;
      m->least[start] = start;
      stack[depth++] = start;
      while (depth > 0)
        {
          guint32 node = stack[--depth];

          for (guint32 other = 0; other < m->n; other++)
            if (m->in[other] && m->least[other] == NONE && are_neighbours (m, node, other))
              {
                m->least[other] = start;
                stack[depth++] = other;
              }
        }
    }
}

/* Partition, sizes, weights and the lists of nodes. */
static void
check_components (Model *m)
{
  const SxComponents *c = m->components;
  guint n_components = 0;

  search_from_scratch (m);
  g_assert_cmpuint (sx_components_of (c, m->n + 1000), ==, SX_COMPONENTS_NONE);
  for (guint32 node = 0; node < m->n; node++)
    {
      guint32 component = sx_components_of (c, node);
      guint size = 0, listed = 0;
      gint64 weight = 0;

      g_assert_cmpint (component != SX_COMPONENTS_NONE, ==, m->in[node]);
      if (!m->in[node] || m->least[node] != node)
        continue;
      n_components++;
      for (guint32 other = 0; other < m->n; other++)
        if (m->in[other])
          {
            gboolean together = m->least[other] == node;

            g_assert_cmpint (sx_components_of (c, other) == component, ==, together);
            size += together;
            weight += together ? m->weight[other] : 0;
          }
      g_assert_cmpuint (sx_components_size (c, component), ==, size);
      g_assert_cmpint (sx_components_weight (c, component), ==, weight);
      for (guint32 k = sx_components_first (c, component); k != SX_COMPONENTS_NONE;
           k = sx_components_next (c, k))
        {
          g_assert_cmpuint (sx_components_of (c, k), ==, component);
          g_assert_cmpuint (++listed, <=, size);
        }
      g_assert_cmpuint (listed, ==, size);
    }
  g_assert_cmpuint (sx_components_count (c), ==, n_components);
}

static void
check_neighbours (const Model *m)
{
  for (guint32 node = 0; node < m->n; node++)
    if (m->in[node])
      {
        guint n, expected = 0;
        const guint32 *neighbours = sx_components_neighbours (m->components, node, &n);

        for (guint32 other = 0; other < m->n; other++)
          expected += m->in[other] && are_neighbours (m, node, other);
        g_assert_cmpuint (n, ==, expected);
        for (guint i = 0; i < n; i++)
          g_assert_true (m->in[neighbours[i]] && are_neighbours (m, node, neighbours[i]));
      }
}

static void
remember (Model *m)
{
  m->old_limit = sx_components_limit (m->components);
  m->old_size = g_renew (guint, m->old_size, m->old_limit + 1);
  m->old_of = g_renew (guint32, m->old_of, m->n);
  for (guint i = 0; i < m->old_limit; i++)
    m->old_size[i] = sx_components_size (m->components, i);
  for (guint32 node = 0; node < m->n; node++)
    m->old_of[node] = sx_components_of (m->components, node);
}

static void
mark_reported (const GArray *components, guint8 *reported, guint8 value)
{
  for (guint i = 0; i < components->len; i++)
    {
      guint32 component = g_array_index (components, guint32, i);

      g_assert_cmpuint (reported[component], ==, 0);
      reported[component] = value;
    }
}

/* The report against the pictures before and after; was_touched: nodes removed, also those put back. */
static void
check_report (const Model *m, const gboolean *was_touched)
{
  guint limit = sx_components_limit (m->components);
  g_autofree guint8 *reported = g_new0 (guint8, limit + 1);

  mark_reported (sx_components_created (m->components), reported, 'c');
  mark_reported (sx_components_changed (m->components), reported, 'm');
  mark_reported (sx_components_destroyed (m->components), reported, 'd');
  for (guint i = 0; i < limit; i++)
    {
      gboolean before = i < m->old_limit && m->old_size[i] > 0,
               after = sx_components_size (m->components, i) > 0;

      g_assert_cmpint (reported[i] == 'c', ==, !before && after);
      g_assert_cmpint (reported[i] == 'd', ==, before && !after);
      if (reported[i] == 'm')
        g_assert_true (before && after);
    }
  for (guint32 node = 0; node < m->n; node++)
    {
      guint32 now = sx_components_of (m->components, node);

      if (was_touched[node] || now != m->old_of[node])
        {
          g_assert_true (now == NONE || reported[now] != 0);
          g_assert_true (m->old_of[node] == NONE || reported[m->old_of[node]] != 0);
        }
    }
}

static void
add_node (Model *m, GRand *rand, guint32 node)
{
  guint32 neighbours[MAX_NODES];
  guint n = 0;

  m->weight[node] = g_rand_int_range (rand, -1000000, 1000000);
  for (guint32 other = 0; other < m->n; other++)
    if (m->in[other] && are_neighbours (m, node, other))
      neighbours[n++] = other;
  sx_components_add (m->components, node, m->weight[node], neighbours, n);
  m->in[node] = TRUE;
}

/* One batch: each of some nodes goes or comes; some go and come back, at another place where `moves`. */
static void
change (Model *m, GRand *rand, gboolean moves)
{
  guint n_changes = (guint)g_rand_int_range (rand, 1, g_rand_int_range (rand, 0, 8) > 0 ? 6 : (gint32)m->n);
  gboolean was_touched[MAX_NODES] = { FALSE };

  remember (m);
  sx_components_begin (m->components);
  for (guint i = 0; i < n_changes; i++)
    {
      guint32 node = (guint32)g_rand_int_range (rand, 0, (gint32)m->n);

      was_touched[node] = TRUE;
      if (m->in[node])
        {
          sx_components_remove (m->components, node);
          m->in[node] = FALSE;
          if (g_rand_int_range (rand, 0, 3) > 0)
            continue;
        }
      if (moves)
        {
          m->x[node] = g_rand_double_range (rand, 0, sqrt (m->n));
          m->y[node] = g_rand_double_range (rand, 0, sqrt (m->n));
        }
      add_node (m, rand, node);
    }
  sx_components_end (m->components);
  check_report (m, was_touched);
}

static void
build (Model *m, GRand *rand)
{
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (SxNodePair));

  for (guint32 a = 0; a < m->n; a++)
    {
      m->weight[a] = a * 1000;
      m->in[a] = TRUE;
      for (guint32 b = 0; b <= a; b++)
        if (a == b || are_neighbours (m, a, b))
          {
            SxNodePair pair = g_rand_boolean (rand) ? (SxNodePair){ a, b } : (SxNodePair){ b, a };

            g_array_append_val (edges, pair); /* loops too: they are to be dropped */
          }
    }
  m->components = sx_components_new_from_graph (m->weight, m->n, (const SxNodePair *)edges->data, edges->len);
}

static void
run (Model *m, guint32 seed, guint n_batches, gboolean moves, gboolean from_graph)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  if (from_graph)
    build (m, rand);
  else
    m->components = sx_components_new ();
  check_components (m);
  for (guint i = 0; i < n_batches; i++)
    {
      change (m, rand, moves);
      check_components (m);
      if (i % 16 == 0)
        check_neighbours (m);
    }
  g_assert_cmpuint (sx_components_limit (m->components), <=, 2 * m->n);
  sx_components_free (m->components);
  g_free (m->old_of);
  g_free (m->old_size);
  g_free (m);
}

static void
test_geometric (void)
{
  static const double reaches[] = { 0.7, 1.2, 1.6 }; /* mostly apart, at the verge, mostly one */

  for (guint k = 0; k < G_N_ELEMENTS (reaches); k++)
    for (guint n = 10; n <= 160; n *= 4)
      {
        Model *m = g_new0 (Model, 1);
        g_autoptr (GRand) rand = g_rand_new_with_seed (n);

        m->n = n;
        m->reach = reaches[k];
        for (guint i = 0; i < n; i++)
          {
            m->x[i] = g_rand_double_range (rand, 0, sqrt (n));
            m->y[i] = g_rand_double_range (rand, 0, sqrt (n));
          }
        run (m, k * 1000 + n, 400, TRUE, k != 1);
      }
}

static void
test_grid (void)
{
  Model *m = g_new0 (Model, 1);

  m->n = 225;
  m->reach = 1;
  for (guint i = 0; i < m->n; i++)
    {
      m->x[i] = i % 15;
      m->y[i] = i / 15;
    }
  run (m, 5, 1000, FALSE, TRUE);
}

static void
test_chain (void)
{
  Model *m = g_new0 (Model, 1);

  m->n = 200;
  m->reach = 1;
  for (guint i = 0; i < m->n; i++)
    m->x[i] = i;
  run (m, 6, 1000, FALSE, TRUE);
}

static void
test_circle (void)
{
  Model *m = g_new0 (Model, 1);

  m->n = 100;
  m->reach = 2 * sin (G_PI / 100) + 1e-9;
  for (guint i = 0; i < m->n; i++)
    {
      m->x[i] = cos (2 * G_PI * i / 100);
      m->y[i] = sin (2 * G_PI * i / 100);
    }
  run (m, 7, 1000, FALSE, TRUE);
}

/* Two nodes that neighbour all others, chains between them. */
static void
test_hubs (void)
{
  Model *m = g_new0 (Model, 1);

  m->n = 100;
  m->reach = 1;
  m->is_hub[17] = m->is_hub[60] = TRUE;
  for (guint i = 0; i < m->n; i++)
    m->x[i] = i + i / 10 * 5;
  run (m, 8, 1000, FALSE, TRUE);
}

/* A grid of 30 × 10 whose middle column is taken out and put back: nothing may pile up. */
static void
test_flat_memory (void)
{
  enum
  {
    W = 30,
    H = 10
  };
  gint64 weights[W * H];
  SxNodePair edges[2 * W * H];
  guint n_edges = 0, n_more = 0, limit = 0;
  g_autoptr (SxComponents) c = NULL;

  for (guint32 i = 0; i < W * H; i++)
    {
      weights[i] = 1;
      if (i % W > 0)
        edges[n_edges++] = (SxNodePair){ i - 1, i };
      if (i >= W)
        edges[n_edges++] = (SxNodePair){ i - W, i };
    }
  c = sx_components_new_from_graph (weights, W * H, edges, n_edges);
  for (guint round = 0; round < 5000; round++)
    {
      sx_components_begin (c);
      for (guint32 y = 0; y < H; y++)
        sx_components_remove (c, y * W + W / 2);
      sx_components_end (c);
      g_assert_cmpuint (sx_components_count (c), ==, 2);
      g_assert_cmpuint (sx_components_created (c)->len + sx_components_destroyed (c)->len, ==, 1);
      sx_components_begin (c);
      for (guint32 y = 0; y < H; y++)
        {
          guint32 node = y * W + W / 2, neighbours[] = { node - 1, node + 1, node - W };

          sx_components_add (c, node, 1, neighbours, y > 0 ? 3 : 2);
        }
      sx_components_end (c);
      g_assert_cmpuint (sx_components_count (c), ==, 1);
      g_assert_cmpint (sx_components_weight (c, sx_components_of (c, 0)), ==, W * H);
      if (round == 10)
        {
          n_more = c->pool.n_more;
          limit = sx_components_limit (c);
        }
    }
  g_assert_cmpuint (c->pool.n_more, ==, n_more);
  g_assert_cmpuint (sx_components_limit (c), ==, limit);
}

static void
test_empty (void)
{
  g_autoptr (SxComponents) c = sx_components_new_from_graph (NULL, 0, NULL, 0);

  g_assert_cmpuint (sx_components_count (c), ==, 0);
  sx_components_begin (c);
  sx_components_end (c);
  sx_components_begin (c);
  sx_components_add (c, 7, 5, NULL, 0);
  sx_components_remove (c, 7);
  sx_components_end (c);
  g_assert_cmpuint (sx_components_count (c), ==, 0);
  g_assert_cmpuint (sx_components_created (c)->len, ==, 0);
  g_assert_cmpuint (sx_components_destroyed (c)->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geometry/components/geometric", test_geometric);
  g_test_add_func ("/geometry/components/grid", test_grid);
  g_test_add_func ("/geometry/components/chain", test_chain);
  g_test_add_func ("/geometry/components/circle", test_circle);
  g_test_add_func ("/geometry/components/hubs", test_hubs);
  g_test_add_func ("/geometry/components/flat-memory", test_flat_memory);
  g_test_add_func ("/geometry/components/empty", test_empty);
  return g_test_run ();
}
