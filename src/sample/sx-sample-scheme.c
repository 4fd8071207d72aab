/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One scheme, 2026年度动态维护: what a planner of this county might propose. Nearly balanced: what the
 * boundary gives up is a little more than what it takes in, farmland likewise; some rows fail and some plots
 * conflict. */
#include "sample/sx-sample-blob.h"
#include "sample/sx-sample-plot-kinds.h"
#include "sample/sx-sample-random.h"

typedef struct
{
  SxSampler *sampler;
  SxPlotter plotter;
  guint number;                                                /* of plots so far */
  GPtrArray *projects;                                         /* Project */
  double boundary_in, boundary_out, farmland_in, farmland_out; /* m² */
} Planner;

/* A plot that becomes a row of 近期重点项目. */
typedef struct
{
  const char *kind, *name, *basis, *nature;
  SxShape *shape;
  double area;
} Project;

static void
project_free (gpointer data)
{
  Project *self = data;

  sx_shape_unref (self->shape);
  g_free (self);
}

static void
add_plot (Planner *self, const SxPlotKind *kind, const char *line, const char *direction,
          const char *situation, const SxShapeView *view)
{
  SxSamplePackage *package = self->sampler->package;
  g_autofree char *name = g_strdup_printf ("%s%02u", kind->name, ++self->number);

  sx_sample_package_integer (package, 1);
  sx_sample_package_text (package, line);
  sx_sample_package_text (package, direction);
  sx_sample_package_text (package, situation);
  sx_sample_package_text (package, name);
  sx_sample_package_text (package, kind->project);
  sx_sample_package_text (package, kind->basis);
  sx_sample_package_text (package, kind->note);
  sx_sample_package_text (package, kind->hxlx);
  sx_sample_package_integer (package, kind->is_uncounted);
  sx_sample_package_add (package, view);
}

static void
note_project (Planner *self, const SxPlotKind *kind, const SxShapeView *view, double area)
{
  Project *project = g_new0 (Project, 1);

  *project = (Project){ "产业", kind->project, kind->basis, "新建", sx_shape_new (view), area };
  g_ptr_array_add (self->projects, project);
}

static void
count (Planner *self, const SxPlotKind *kind, const SxPlotSum *sum, double area)
{
  gboolean is_in = g_str_equal (kind->direction, "in");

  /* What is built already counts for nothing in the balance: works taken in, fragments given up. */
  if (g_str_equal (kind->line, "boundary") && g_strcmp0 (kind->situation, is_in ? "6" : "1") != 0)
    *(is_in ? &self->boundary_in : &self->boundary_out) += area;
  if (g_str_equal (kind->line, "farmland") && is_in)
    self->farmland_in += area;
  else if (g_str_equal (kind->line, "farmland") || kind->farmland_situation)
    self->farmland_out += sum->farmland;
}

/* One plot of a kind, the first after a random parcel; FALSE where none is left. */
static gboolean
plan_plot (Planner *self, const SxPlotKind *kind)
{
  SxSampler *sampler = self->sampler;
  guint n_parcels = sampler->county->n_parcels;
  guint start = (guint)(sx_random_hash (sampler->county->seed, SX_SALT_PLOT, self->number) % n_parcels);

  for (guint k = 0; k < n_parcels; k++)
    {
      SxShapeView view;
      SxPlotSum sum;

      if (!sx_plotter_gather (&self->plotter, 1 + (start + k) % n_parcels, kind, &view, &sum))
        continue;
      add_plot (self, kind, kind->line, kind->direction, kind->situation, &view);
      if (kind->farmland_situation && sum.farmland > 0)
        add_plot (self, kind, "farmland", "out", kind->farmland_situation, &view);
      if (g_str_equal (kind->line, "boundary") && g_strcmp0 (kind->situation, "4") == 0)
        note_project (self, kind, &view, sum.area);
      count (self, kind, &sum, sum.area);
      return TRUE;
    }
  return FALSE;
}

/* A strip a few metres wide on the edge of the county town, where a survey moved the line. */
static void
plan_correction (Planner *self)
{
  static const SxPlotKind kind = { .line = "boundary",
                                   .direction = "in",
                                   .situation = "5",
                                   .name = "边界技术修正",
                                   .project = "勘界与比例尺衔接",
                                   .basis = BASIS_CHECKUP };
  const SxGround *g = &self->sampler->county->ground;
  const SxSeat *town = &g->seats[0];
  SxPoint line[2]
      = { { town->u - 1.02 * town->radius * g->works_v, town->v + 1.02 * town->radius * g->works_u } };
  SxShapeView view;

  line[1] = (SxPoint){ line[0].x + 5 * g->works_u, line[0].y + 5 * g->works_v };
  view = sx_sampler_corridor (self->sampler, line, 2, 0.12);
  add_plot (self, &kind, kind.line, kind.direction, kind.situation, &view);
}

/* A site beside the county town, drawn by hand over the parcels. */
static void
plan_site (Planner *self)
{
  static const SxPlotKind kind = { .line = "boundary",
                                   .direction = "in",
                                   .situation = "4",
                                   .name = "物流园用地",
                                   .project = "皖北冷链物流园",
                                   .basis = BASIS_FIVE_YEARS,
                                   .note = "与永久基本农田的关系待核实" };
  const SxGround *g = &self->sampler->county->ground;
  const SxSeat *town = &g->seats[0];
  double u = town->u - 1.3 * town->radius * g->works_u, v = town->v - 1.3 * town->radius * g->works_v;
  double side = MIN (6, town->radius * 0.3), area;
  SxPoint corners[4] = { { u - side, v - side * 0.6 },
                         { u + side * 0.9, v - side * 0.8 },
                         { u + side, v + side * 0.5 },
                         { u - side * 0.8, v + side * 0.7 } };
  SxShapeView view = sx_sampler_polygon (self->sampler, corners, 4);

  area = sx_sampler_area (self->sampler, &view);
  add_plot (self, &kind, kind.line, kind.direction, kind.situation, &view);
  note_project (self, &kind, &view, area);
  self->boundary_in += area;
}

/* A road between the county town and a seat is widened. */
static void
plan_road (Planner *self)
{
  static const SxPlotKind kind = { .line = "farmland",
                                   .direction = "out",
                                   .situation = "2",
                                   .name = "省道改建占用",
                                   .project = "S203改建工程",
                                   .basis = BASIS_TRANSPORT };
  const SxGround *g = &self->sampler->county->ground;
  const SxSeat *town = &g->seats[0], *seat = &g->seats[1];
  double du = seat->u - town->u, dv = seat->v - town->v, share = MIN (0.25, 45 / sqrt (du * du + dv * dv));
  SxPoint line[12];
  SxShapeView view;
  double area;

  for (guint k = 0; k < G_N_ELEMENTS (line); k++)
    {
      double t = 0.4 + share * k / (G_N_ELEMENTS (line) - 1);

      line[k] = (SxPoint){ town->u + du * t + 5, town->v + dv * t + 5 };
    }
  view = sx_sampler_corridor (self->sampler, line, G_N_ELEMENTS (line), 0.8);
  area = sx_sampler_area (self->sampler, &view);
  add_plot (self, &kind, kind.line, kind.direction, kind.situation, &view);
  note_project (self, &kind, &view, area);
  self->farmland_out += area * 0.7; /* about: not all of it is farmland */
}

static void
write_adjustments (Planner *self)
{
  sx_sample_package_begin_own (self->sampler->package, SX_STORE_ADJUSTMENT, "维护图斑");
  for (guint k = 0; sx_plot_kinds[k].line; k++)
    for (guint n = 0; n < sx_plot_kinds[k].n_plots && plan_plot (self, &sx_plot_kinds[k]); n++)
      ;
  plan_correction (self);
  plan_site (self);
  plan_road (self);
  for (guint n = 0; n < sx_plot_boundary_back.n_plots && self->boundary_out < self->boundary_in * 1.02
                    && plan_plot (self, &sx_plot_boundary_back);
       n++)
    ;
  for (guint k = 0; sx_plot_farmland_back[k].line; k++)
    for (guint n = 0; n < sx_plot_farmland_back[k].n_plots && self->farmland_in < self->farmland_out * 1.04
                      && plan_plot (self, &sx_plot_farmland_back[k]);
         n++)
      ;
  sx_sample_package_end (self->sampler->package);
}

static void
write_reclasses (Planner *self)
{
  SxSampler *sampler = self->sampler;

  sx_sample_package_begin_own (sampler->package, SX_STORE_RECLASS, "用途调整");
  for (guint r = 0; sx_plot_reclasses[r].layer; r++)
    for (guint n = 1; n <= sampler->county->n_parcels; n++)
      {
        SxPlotSum sum;
        SxShapeView view;

        if (!sx_plotter_gather (&self->plotter, n, &sx_plot_reclasses[r].kind, &view, &sum))
          continue;
        sx_sample_package_integer (sampler->package, 1);
        sx_sample_package_text (sampler->package, sx_plot_reclasses[r].layer);
        sx_sample_package_text (sampler->package, sx_plot_reclasses[r].code);
        sx_sample_package_text (sampler->package, sx_plot_reclasses[r].name);
        sx_sample_package_text (sampler->package, "维护后用途");
        sx_sample_package_add (sampler->package, &view);
        break;
      }
  sx_sample_package_end (sampler->package);
}

static void
add_road (Planner *self, const char *action, const char *grade, const char *name, SxPoint from, SxPoint to)
{
  SxShapeView view = sx_sampler_straight (self->sampler, from, to);

  sx_sample_package_integer (self->sampler->package, 1);
  sx_sample_package_text (self->sampler->package, action);
  sx_sample_package_text (self->sampler->package, grade);
  sx_sample_package_text (self->sampler->package, name);
  sx_sample_package_add (self->sampler->package, &view);
}

static void
write_roads (Planner *self)
{
  const GArray *streets = self->sampler->county->streets;
  const SxSeat *town = &self->sampler->county->ground.seats[0];
  double r = town->radius;

  sx_sample_package_begin_own (self->sampler->package, SX_STORE_ROAD, "道路调整");
  add_road (self, "add", "次干路", "规划学府路", (SxPoint){ town->u - 0.7 * r, town->v + 0.31 * r },
            (SxPoint){ town->u + 0.7 * r, town->v + 0.36 * r });
  add_road (self, "add", "支路", "规划园区二路", (SxPoint){ town->u + 0.2 * r, town->v - 0.8 * r },
            (SxPoint){ town->u + 0.27 * r, town->v + 0.6 * r });
  if (streets->len)
    {
      const SxStreet *street = &g_array_index (streets, SxStreet, streets->len / 2);

      add_road (self, "remove", NULL, NULL, street->from, street->to);
    }
  sx_sample_package_end (self->sampler->package);
}

static void
write_projects (Planner *self)
{
  static const SxSampleTable table
      = { "JQZDXMM",
          "近期重点项目（面）",
          "MULTIPOLYGON",
          4527,
          { "XMLX TEXT(50)", "XMMC TEXT(255)", "XMJB TEXT(10)", "XMYJ TEXT(255)", "JSXZ TEXT(10)",
            "JSNX TEXT(20)", "YDMJ DOUBLE", "WHLX TEXT(10)", "WHQX TEXT(20)" } };
  SxSamplePackage *package = self->sampler->package;

  sx_sample_package_begin (package, &table);
  for (guint k = 0; k < self->projects->len; k++)
    {
      const Project *project = g_ptr_array_index (self->projects, k);
      SxShapeView view = sx_shape_view (project->shape);

      sx_sample_package_text (package, project->kind);
      sx_sample_package_text (package, project->name);
      sx_sample_package_text (package, k % 3 ? "县级" : "省级");
      sx_sample_package_text (package, project->basis);
      sx_sample_package_text (package, project->nature);
      sx_sample_package_text (package, "2026-2028");
      sx_sample_package_real (package, project->area);
      sx_sample_package_text (package, "新增");
      sx_sample_package_text (package, "精准落位");
      sx_sample_package_add (package, &view);
    }
  sx_sample_package_end (package);
  for (guint k = 0; k < self->projects->len; k++)
    {
      const Project *project = g_ptr_array_index (self->projects, k);

      sx_sample_package_run (package,
                             "INSERT INTO sx_project VALUES (%u, %Q, %Q, %Q, %Q, %Q, '2026-2028', %!.6g, "
                             "'新增', '精准落位', 'JQZDXMM:%u')",
                             k + 1, project->kind, project->name, k % 3 ? "县级" : "省级", project->basis,
                             project->nature, project->area / 1e4, k + 1);
    }
}

void
sx_sampler_write_scheme (SxSampler *self)
{
  Planner planner = { .sampler = self,
                      .plotter = { .sampler = self },
                      .projects = g_ptr_array_new_with_free_func (project_free) };

  planner.plotter.is_taken = g_new0 (guint8, self->county->n_parcels + 1);
  write_adjustments (&planner);
  write_reclasses (&planner);
  write_roads (&planner);
  write_projects (&planner);
  sx_sample_package_run (self->package, "INSERT INTO sx_scheme VALUES (1, '2026年度动态维护', '样例方案', "
                                        "'2026-03-01T00:00:00Z', '2026-03-01T00:00:00Z')");
  sx_sample_package_run (self->package, "INSERT INTO sx_judgement VALUES (1, 'boundary_direction', 'pass', "
                                        "'新增用地位于产城融合发展方向上'),"
                                        " (1, 'mineral_area', 'pass', '与矿产资源规划核对一致')");
  g_ptr_array_unref (planner.projects);
  g_free (planner.plotter.is_taken);
}
