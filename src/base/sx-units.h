/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only place where units of area are converted. Everything inside the program is in m². */
#pragma once

#define SX_MU_M2 (2000.0 / 3.0)    /* 1 亩 in m² */
#define SX_HA_M2 1.0e4             /* 1 公顷 in m² */
#define SX_KM2_M2 1.0e6            /* 1 km² in m² */
#define SX_WAN_MU_M2 (2.0e7 / 3.0) /* 1 万亩 in m² */
